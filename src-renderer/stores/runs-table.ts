import { defineStore, storeToRefs } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { z } from 'zod'
import type { RunStatus } from '../../src-main/protocol.ts'
import { groupings, toRows, type Grouping } from '../views/runs/run-groups.ts'
import { asksForSettings, parseSearch } from '../views/runs/run-search.ts'
import {
  filterRuns,
  firstSorting,
  runColumns,
  sortRuns,
  statusCounts,
  statusOrder,
  type RunColumn,
  type Sorting,
} from '../views/runs/run-table.ts'
import { spokenWords } from '../views/runs/spoken-words.ts'
import { useKept } from './kept.ts'
import { usePreferences } from './preferences.ts'
import { useRunSettings } from './run-settings.ts'
import { useRuns } from './runs.ts'

/** Some runs that have something in common, and what. */
export interface OnlyRuns {
  readonly label: string
  readonly runIds: ReadonlySet<string>
}

const sortingSchema: z.ZodType<Sorting> = z.object({
  column: z.enum(Object.keys(runColumns) as RunColumn[]),
  descending: z.boolean(),
})

/** How the table of runs is filtered, sorted and grouped, and which runs are ticked in it; found again at the next start. */
export const useRunsTable = defineStore('runs-table', () => {
  const runs = useRuns()
  const settings = useRunSettings()
  const { preferences } = storeToRefs(usePreferences())

  const text = useKept('runs.search', z.string(), '')
  const statuses = useKept<readonly RunStatus[]>('runs.statuses', z.array(z.enum(statusOrder)), [])
  const sorting = useKept('runs.sorting', sortingSchema, firstSorting('number'))
  const grouping = useKept<Grouping>('runs.grouping', z.enum(groupings), 'none')
  const only = shallowRef<OnlyRuns | null>(null)
  const closed = ref<ReadonlySet<string>>(new Set())
  const ticked = ref<ReadonlySet<string>>(new Set())

  watch(
    text,
    (search) => {
      if (asksForSettings(parseSearch(search))) settings.want()
    },
    { immediate: true },
  )

  const filtered = computed(() =>
    filterRuns(
      only.value === null ? runs.list : runs.list.filter((run) => only.value?.runIds.has(run.id)),
      { text: text.value, statuses: statuses.value },
      { spoken: (run) => spokenWords(run, preferences.value.language), settings: settings.get },
    ),
  )
  const shown = computed(() => sortRuns(filtered.value, sorting.value, preferences.value.language))
  const rows = computed(() => toRows(shown.value, grouping.value, closed.value, preferences.value.language))
  /** Every tag in use, the one on most runs first. */
  const tags = computed(() => {
    const uses = new Map<string, number>()
    for (const tag of runs.list.flatMap((run) => run.tags)) uses.set(tag, (uses.get(tag) ?? 0) + 1)
    return [...uses].sort(([, a], [, b]) => b - a).map(([tag]) => tag)
  })
  /** Chips: what occurs, and what is filtered by although it no longer does. */
  const counts = computed(() => {
    const found = statusCounts(runs.list)
    const gone = statuses.value.filter((status) => !found.some((one) => one.status === status))
    return [...found, ...gone.map((status) => ({ status, count: 0 }))]
  })
  /** Runs that are gone or filtered away do not count as chosen: what the bar does, it does to what is in sight. */
  const chosen = computed(() => shown.value.filter((run) => ticked.value.has(run.id)))
  const allTicked = computed(() => shown.value.length > 0 && chosen.value.length === shown.value.length)
  const isFiltered = computed(() => text.value.trim() !== '' || statuses.value.length > 0 || only.value !== null)

  function sortBy(column: RunColumn): void {
    const { column: current, descending } = sorting.value
    sorting.value = column === current ? { column, descending: !descending } : firstSorting(column)
  }

  function toggleGroup(key: string): void {
    const next = new Set(closed.value)
    if (!next.delete(key)) next.add(key)
    closed.value = next
  }

  function toggleStatus(status: RunStatus): void {
    statuses.value = statuses.value.includes(status)
      ? statuses.value.filter((one) => one !== status)
      : [...statuses.value, status]
  }

  function tick(runIds: readonly string[], on: boolean): void {
    const next = new Set(ticked.value)
    runIds.forEach((id) => (on ? next.add(id) : next.delete(id)))
    ticked.value = next
  }

  /** Shows these runs and no others, whatever was filtered by before. */
  function showOnly(runIds: readonly string[], label: string): void {
    clearFilters()
    only.value = { label, runIds: new Set(runIds) }
  }

  function clearFilters(): void {
    only.value = null
    text.value = ''
    statuses.value = []
  }

  const tickNone = (): unknown => (ticked.value = new Set())

  return {
    text,
    statuses,
    only,
    sorting,
    grouping,
    ticked,
    shown,
    rows,
    tags,
    counts,
    chosen,
    allTicked,
    isFiltered,
    sortBy,
    toggleGroup,
    toggleStatus,
    tick,
    tickNone,
    showOnly,
    clearFilters,
  }
})
