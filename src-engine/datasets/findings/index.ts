import { sizeOf } from '../../shape.ts'
import type { Dataset, Scale } from '../dataset.ts'
import { classBalance } from './class-balance.ts'
import { columnStatistics, statisticsOf, type ColumnStatistics } from './column-statistics.ts'
import type { Finding } from './finding.ts'
import { constantInputs, nonFinite, unscaledInputs } from './inputs.ts'
import { repeatedRows, type Parts } from './repeated-rows.ts'
import { targetLeaks } from './target-leaks.ts'
import { unscaledTargets } from './targets.ts'

export interface Examination {
  /** In the order in which they matter. */
  readonly findings: readonly Finding[]
  /** Of every input; empty where inputs are words. */
  readonly inputs: readonly ColumnStatistics[]
  /** Of every target that is a measured number; empty for classes. */
  readonly targets: readonly ColumnStatistics[]
}

/** The work of each stage as a share of all, as a large set of images takes it. */
const stages = { statistics: 0.5, rows: 0.35, leaks: 0.15 } as const

/**
 * Looks at data for what would spoil training, and at the range of every input. Words are indexes: nothing that is said
 * of numbers holds for them, and nothing is looked for.
 *
 * Memory: about 20 bytes per sample and 250 per input, besides what `target-leaks.ts` says.
 *
 * @param histograms how many inputs get a histogram
 * @yields the share that is done, several times a second
 */
export function* examine(
  dataset: Dataset,
  { scale, parts, histograms }: { readonly scale: Scale; readonly parts: Parts; readonly histograms: number },
): Generator<number, Examination> {
  if (dataset.vocabulary) return { findings: [], inputs: [], targets: [] }
  const inputs = yield* within(columnStatistics(dataset, histograms), 0, stages.statistics)
  const isMeasured = dataset.task === 'regression'
  const width = sizeOf(dataset.targetShape)
  const targets = isMeasured
    ? yield* within(statisticsOf(dataset.targets, dataset.count, width, histograms), stages.statistics, 0)
    : []
  const repeated = yield* within(repeatedRows(dataset, parts), stages.statistics, stages.rows)
  const leak = yield* within(targetLeaks(dataset), stages.statistics + stages.rows, stages.leaks)
  const isFinding = (finding: Finding | null): finding is Finding => finding !== null
  const findings = [
    nonFinite(inputs, targets),
    leak,
    ...repeated.toReversed(),
    unscaledInputs(scale, dataset, inputs),
    unscaledTargets(targets),
    constantInputs(dataset, inputs),
    ...(isMeasured ? [] : classBalance(dataset, parts)),
  ].filter(isFinding)
  return { findings, inputs, targets }
}

/** Work that is a part of something larger: what it says it has done is told as a share of the whole. */
function* within<T>(work: Generator<number, T>, from: number, share: number): Generator<number, T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    yield from + share * step.value
  }
}

export type { Finding, FindingKind, TargetLeak } from './finding.ts'
export { isPicture } from './inputs.ts'
export type { ColumnStatistics } from './column-statistics.ts'
