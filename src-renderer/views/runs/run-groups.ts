import type { RunSummary } from '../../../src-main/protocol.ts'
import { statusOrder } from './run-table.ts'

export const groupings = ['none', 'tag', 'dataset', 'architecture', 'status'] as const

export type Grouping = (typeof groupings)[number]

/** Rows of the table: runs and, where they are grouped, a heading above each group. */
export type TableRow =
  | { readonly kind: 'run'; readonly key: string; readonly run: RunSummary }
  | {
      readonly kind: 'group'
      readonly key: string
      /** What its runs share; null for those that have no tag. */
      readonly value: string | null
      readonly count: number
      readonly open: boolean
    }

/**
 * Sorted runs as rows: grouped, each group in the order given. A run with several tags is in the group of each.
 *
 * @param closed keys of the groups of which only the heading shows
 */
export function toRows(
  runs: readonly RunSummary[],
  grouping: Grouping,
  closed: ReadonlySet<string>,
  locale: string,
): TableRow[] {
  if (grouping === 'none') return runs.map((run) => ({ kind: 'run', key: run.id, run }))
  const groups = new Map<string | null, RunSummary[]>()
  for (const run of runs) {
    for (const value of valuesOf(run, grouping)) {
      const members = groups.get(value)
      if (members) members.push(run)
      else groups.set(value, [run])
    }
  }
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const order = [...groups].sort(([a], [b]) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return grouping === 'status' ? rankOf(a) - rankOf(b) : collator.compare(a, b)
  })
  return order.flatMap(([value, members]): TableRow[] => {
    const key = `${grouping} ${value ?? ''}`
    const open = !closed.has(key)
    const rows = members.map((run): TableRow => ({ kind: 'run', key: `${key} ${run.id}`, run }))
    return [{ kind: 'group', key, value, count: members.length, open }, ...(open ? rows : [])]
  })
}

function valuesOf(run: RunSummary, grouping: Exclude<Grouping, 'none'>): readonly (string | null)[] {
  if (grouping === 'dataset') return [run.source ?? run.dataset]
  if (grouping !== 'tag') return [run[grouping]]
  return run.tags.length > 0 ? run.tags : [null]
}

const rankOf = (status: string): number => statusOrder.findIndex((one) => one === status)
