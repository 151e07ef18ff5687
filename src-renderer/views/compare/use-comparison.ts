import { shallowRef, watch, type ShallowRef } from 'vue'
import type { RunComparison } from '../../../src-main/protocol.ts'
import { useLab } from '../../host/lab.ts'
import { useConnection } from '../../stores/connection.ts'
import { useNotices } from '../../stores/notices.ts'

/** Curves come live from their own store; of the comparison itself only the settings are shown. */
const fewestPoints = 10

/** Asks the lab in what the given runs differ, anew whenever they change; null until it has answered. */
export function useComparison(runIds: () => readonly string[]): ShallowRef<RunComparison | null> {
  const lab = useLab()
  const connection = useConnection()
  const notices = useNotices()
  const comparison = shallowRef<RunComparison | null>(null)

  watch(
    () => [runIds().join(' '), connection.state.kind] as const,
    async ([key, state]) => {
      const ids = [...runIds()]
      if (ids.length < 2) comparison.value = null
      if (ids.length < 2 || state !== 'connected') return
      const answer = await notices.attempt(() => lab.send('compareRuns', { runIds: ids, maxPoints: fewestPoints }))
      if (answer && runIds().join(' ') === key) comparison.value = answer
    },
    { immediate: true },
  )
  return comparison
}
