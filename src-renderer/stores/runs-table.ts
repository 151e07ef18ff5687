import { defineStore, storeToRefs } from 'pinia'
import { computed, ref } from 'vue'
import type { RunStatus } from '../../src-main/protocol.ts'
import {
  filterRuns,
  firstSorting,
  sortRuns,
  statusCounts,
  type RunColumn,
  type Sorting,
} from '../views/runs/run-table.ts'
import { usePreferences } from './preferences.ts'
import { useRuns } from './runs.ts'

/** How the table of runs is filtered and sorted, and which runs are ticked in it; kept while other views are shown. */
export const useRunsTable = defineStore('runs-table', () => {
  const runs = useRuns()
  const { preferences } = storeToRefs(usePreferences())

  const text = ref('')
  const statuses = ref<readonly RunStatus[]>([])
  const sorting = ref<Sorting>(firstSorting('number'))
  const ticked = ref<ReadonlySet<string>>(new Set())

  const filtered = computed(() => filterRuns(runs.list, { text: text.value, statuses: statuses.value }))
  const shown = computed(() => sortRuns(filtered.value, sorting.value, preferences.value.language))
  /** Chips: what occurs, and what is filtered by although it no longer does. */
  const counts = computed(() => {
    const found = statusCounts(runs.list)
    const gone = statuses.value.filter((status) => !found.some((one) => one.status === status))
    return [...found, ...gone.map((status) => ({ status, count: 0 }))]
  })
  /** Runs that are gone or filtered away do not count as chosen: what the bar does, it does to what is in sight. */
  const chosen = computed(() => shown.value.filter((run) => ticked.value.has(run.id)))
  const allTicked = computed(() => shown.value.length > 0 && chosen.value.length === shown.value.length)
  const isFiltered = computed(() => text.value.trim() !== '' || statuses.value.length > 0)

  function sortBy(column: RunColumn): void {
    const { column: current, descending } = sorting.value
    sorting.value = column === current ? { column, descending: !descending } : firstSorting(column)
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

  function clearFilters(): void {
    text.value = ''
    statuses.value = []
  }

  const tickNone = (): unknown => (ticked.value = new Set())

  return {
    text,
    statuses,
    sorting,
    ticked,
    shown,
    counts,
    chosen,
    allTicked,
    isFiltered,
    sortBy,
    toggleStatus,
    tick,
    tickNone,
    clearFilters,
  }
})
