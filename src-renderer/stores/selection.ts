import { defineStore } from 'pinia'
import { ref } from 'vue'
import { z } from 'zod'
import { useLab } from '../host/lab.ts'
import { useKept } from './kept.ts'

/** As many runs as have a colour of their own. */
export const mostCompared = 10

/** The runs chosen for comparison, in the order they were chosen, and the one under the pointer. */
export const useSelection = defineStore('selection', () => {
  const lab = useLab()
  const runIds = useKept<readonly string[]>('compared', z.array(z.string()), [])
  const hovered = ref<string | null>(null)

  lab.follow({
    snapshot: ({ runs }) => keepOnly((id) => runs.some((run) => run.id === id)),
    event(event) {
      if (event.type === 'runDeleted') keepOnly((id) => id !== event.runId)
    },
  })

  function keepOnly(test: (runId: string) => boolean): void {
    const kept = runIds.value.filter(test)
    if (kept.length < runIds.value.length) runIds.value = kept
    if (hovered.value !== null && !test(hovered.value)) hovered.value = null
  }

  const has = (runId: string): boolean => runIds.value.includes(runId)

  function toggle(runId: string, chosen = !has(runId)): void {
    if (chosen && !has(runId) && runIds.value.length < mostCompared) runIds.value = [...runIds.value, runId]
    if (!chosen) runIds.value = runIds.value.filter((id) => id !== runId)
  }

  /** Chooses exactly these, at most {@link mostCompared}. */
  function choose(ids: readonly string[]): void {
    runIds.value = [...new Set(ids)].slice(0, mostCompared)
  }

  return { runIds, hovered, has, toggle, choose }
})
