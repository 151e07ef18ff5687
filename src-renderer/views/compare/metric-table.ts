import type { RunComparison, RunSummary, SplitPart } from '../../../src-main/protocol.ts'

/** A number runs are judged by, and which way is better. */
export type Metric =
  { readonly kind: 'loss' | 'accuracy'; readonly part: SplitPart } | { readonly kind: 'seconds' | 'parameters' }

export interface MetricCell {
  readonly value: number | null
  readonly best: boolean
  /** Taken from the curves of a run that has no final weights. */
  readonly soFar: boolean
}

export interface MetricColumn {
  readonly metric: Metric
  /** In the order of the runs. */
  readonly cells: readonly MetricCell[]
}

const parts: readonly SplitPart[] = ['train', 'validation', 'test']
const columns: readonly Metric[] = [
  ...parts.map((part) => ({ kind: 'loss', part }) as const),
  ...parts.map((part) => ({ kind: 'accuracy', part }) as const),
  { kind: 'seconds' },
  { kind: 'parameters' },
]

/** Whether runs may be ranked; null until it is known. */
export type Scoring = RunComparison['scoring'] | null

/** Why no value of a kind is the best; null where one can be. */
export function whyNoBest(kind: Metric['kind'], scoring: Scoring): 'data' | 'loss' | null {
  if (scoring === null || kind === 'seconds' || kind === 'parameters') return null
  if (!scoring.sameData) return 'data'
  return kind === 'loss' && !scoring.sameLoss ? 'loss' : null
}

/** Columns of one kind beside each other, under one heading. */
export interface MetricGroup {
  readonly kind: Metric['kind']
  readonly columns: readonly MetricColumn[]
}

/**
 * One column per metric that at least one run has, with the best value of each marked: the lowest loss, the highest
 * accuracy. Several runs may share it; it is not marked where all are equal, time and size name no winner, and neither do
 * losses of different functions or scores on different data.
 */
export function metricTable(runs: readonly RunSummary[], scoring: Scoring): MetricGroup[] {
  const filled = columns.flatMap((metric): MetricColumn[] => {
    const values = runs.map((run) => valueOf(run, metric))
    const present = values.flatMap((value) => (value === null || Number.isNaN(value) ? [] : [value]))
    if (present.length === 0) return []
    const isRanked = scoring !== null && whyNoBest(metric.kind, scoring) === null
    const best = isRanked ? bestOf(metric, present) : null
    const cells = values.map((value, i) => ({
      value,
      best: value !== null && value === best,
      soFar: value !== null && 'part' in metric && runs[i]?.metrics === null,
    }))
    return [{ metric, cells }]
  })
  const kinds = [...new Set(filled.map((column) => column.metric.kind))]
  return kinds.map((kind) => ({ kind, columns: filled.filter((column) => column.metric.kind === kind) }))
}

function valueOf(run: RunSummary, metric: Metric): number | null {
  if (metric.kind === 'seconds') return run.startedAt === null ? null : run.seconds
  if (metric.kind === 'parameters') return run.parameterCount
  if (!('part' in metric)) return null
  if (run.metrics) return run.metrics[metric.part]?.[metric.kind] ?? null
  return metric.part === 'test' ? null : (run.latest[`${metric.part}.${metric.kind}`] ?? null)
}

function bestOf(metric: Metric, values: readonly number[]): number | null {
  if (!('part' in metric) || values.length < 2) return null
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  if (lowest === highest) return null
  return metric.kind === 'loss' ? lowest : highest
}
