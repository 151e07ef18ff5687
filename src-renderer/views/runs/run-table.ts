import type { RunSettings, RunStatus, RunSummary } from '../../../src-main/protocol.ts'
import { fileName } from '../../data/data-entry.ts'
import { matches, parseSearch } from './run-search.ts'

/** Every column that can be sorted by; what a run shows there. */
export const runColumns = {
  number: (run) => run.number,
  name: (run) => run.name,
  status: (run) => run.status,
  dataset: (run) => (run.source === null ? run.dataset : fileName(run.source)),
  architecture: (run) => run.architecture,
  epochs: (run) => run.epoch,
  trainLoss: (run) => scoreOf(run, 'train', 'loss'),
  validationLoss: (run) => scoreOf(run, 'validation', 'loss'),
  testLoss: (run) => scoreOf(run, 'test', 'loss'),
  trainAccuracy: (run) => scoreOf(run, 'train', 'accuracy'),
  validationAccuracy: (run) => scoreOf(run, 'validation', 'accuracy'),
  testAccuracy: (run) => scoreOf(run, 'test', 'accuracy'),
  rate: (run) => (run.samplesPerSecond > 0 ? run.samplesPerSecond : null),
  duration: (run) => (run.startedAt === null ? null : run.seconds),
  date: (run) => run.createdAt,
} as const satisfies Record<string, (run: RunSummary) => number | string | null>

export type RunColumn = keyof typeof runColumns

export interface Sorting {
  readonly column: RunColumn
  readonly descending: boolean
}

/** The final score of a part or, while there is none, the latest point of its curve. */
export function scoreOf(
  run: RunSummary,
  part: 'train' | 'validation' | 'test',
  measure: 'loss' | 'accuracy',
): number | null {
  if (run.metrics) return run.metrics[part]?.[measure] ?? null
  return part === 'test' ? null : (run.latest[`${part}.${measure}`] ?? null)
}

export interface RunFilter {
  /** Words that must all occur, and settings that must hold: see {@link parseSearch}. */
  readonly text: string
  /** None: every status. */
  readonly statuses: readonly RunStatus[]
}

/** What a search needs to know beyond the runs. */
export interface SearchContext {
  /** What the run's data, status and origin are called in the person's language. */
  readonly spoken?: (run: RunSummary) => string
  readonly settings?: (runId: string) => RunSettings['settings'] | undefined
}

export function filterRuns(
  runs: readonly RunSummary[],
  { text, statuses }: RunFilter,
  { spoken, settings }: SearchContext = {},
): RunSummary[] {
  const terms = parseSearch(text)
  return runs.filter((run) => {
    if (statuses.length > 0 && !statuses.includes(run.status)) return false
    if (terms.length === 0) return true
    const { number, name, dataset, source, architecture, status, tags, note, imported } = run
    const words = [`#${number}`, name, dataset, source ?? '', architecture, status, ...tags, note]
    if (imported) words.push('imported', imported.file)
    return matches(terms, run, `${words.join(' ')} ${spoken?.(run) ?? ''}`, settings?.(run.id))
  })
}

/** Sorted anew; runs that have nothing in the column come last either way, and equal ones the newest first. */
export function sortRuns(runs: readonly RunSummary[], { column, descending }: Sorting, locale: string): RunSummary[] {
  const valueOf = runColumns[column]
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const direction = descending ? -1 : 1
  return [...runs].sort((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)]
    const [noA, noB] = [isNothing(a), isNothing(b)]
    if (noA || noB) return Number(noA) - Number(noB) || other.number - one.number
    const order =
      typeof a === 'string' || typeof b === 'string' ? collator.compare(String(a), String(b)) : Number(a) - Number(b)
    return direction * order || other.number - one.number
  })
}

/** How a column is sorted at its first click: text from A, losses from the best, everything else from the highest. */
export function firstSorting(column: RunColumn): Sorting {
  const ascending: readonly RunColumn[] = [
    'name',
    'status',
    'dataset',
    'architecture',
    'trainLoss',
    'validationLoss',
    'testLoss',
  ]
  return { column, descending: !ascending.includes(column) }
}

function isNothing(value: number | string | null): boolean {
  return value === null || Number.isNaN(value)
}

/** How many runs there are of each status that occurs, in the order a run goes through them. */
export function statusCounts(
  runs: readonly RunSummary[],
): readonly { readonly status: RunStatus; readonly count: number }[] {
  const counts = new Map<RunStatus, number>()
  for (const run of runs) counts.set(run.status, (counts.get(run.status) ?? 0) + 1)
  return statusOrder.flatMap((status) => {
    const count = counts.get(status)
    return count === undefined ? [] : [{ status, count }]
  })
}

/** As a run goes through them. */
export const statusOrder: readonly RunStatus[] = [
  'running',
  'queued',
  'paused',
  'completed',
  'stopped',
  'interrupted',
  'diverged',
  'failed',
]
