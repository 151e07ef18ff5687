import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { RunSettings } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'
import { useConnection } from './connection.ts'
import { useNotices } from './notices.ts'
import { useRuns } from './runs.ts'

/** The settings of every run, fetched once somebody searches by them or draws them; they hardly ever change. */
export const useRunSettings = defineStore('run-settings', () => {
  const lab = useLab()
  const runs = useRuns()
  const connection = useConnection()
  const notices = useNotices()
  const known = shallowRef<ReadonlyMap<string, RunSettings['settings']>>(new Map())
  const wanted = ref(false)

  /** A run that was given more epochs is asked about again. */
  const missing = computed(() =>
    wanted.value && connection.state.kind === 'connected'
      ? runs.list.filter((run) => known.value.get(run.id)?.['training.epochs'] !== run.epochs).map(({ id }) => id)
      : [],
  )

  watch(
    () => missing.value.join(' '),
    async () => {
      const runIds = missing.value
      if (runIds.length === 0) return
      const answer = await notices.attempt(() => lab.send('listRunSettings', { runIds }))
      if (!answer) return
      known.value = new Map([...known.value, ...answer.map(({ runId, settings }) => [runId, settings] as const)])
    },
    { immediate: true },
  )

  return {
    /** From now on they are kept at hand. */
    want: (): unknown => (wanted.value = true),
    /** Undefined until they are here. */
    get: (runId: string): RunSettings['settings'] | undefined => known.value.get(runId),
  }
})
