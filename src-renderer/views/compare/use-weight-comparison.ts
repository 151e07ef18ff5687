import { shallowRef, watch, type ShallowRef } from 'vue'
import type { RunSummary, WeightComparison } from '../../../src-main/protocol.ts'
import { useLab } from '../../host/lab.ts'
import { useConnection } from '../../stores/connection.ts'
import { useNotices } from '../../stores/notices.ts'

/** A comparison of weights, and the runs it is of: its lists are in their order. */
export interface ComparedWeights extends WeightComparison {
  readonly runs: readonly RunSummary[]
}

/**
 * Asks the lab for the weights of runs and their difference from one of them, anew whenever the runs change or one of
 * them ends; null until it has answered.
 */
export function useWeightComparison(
  runs: () => readonly RunSummary[],
  reference: () => RunSummary | undefined,
): ShallowRef<ComparedWeights | null> {
  const lab = useLab()
  const connection = useConnection()
  const notices = useNotices()
  const comparison = shallowRef<ComparedWeights | null>(null)
  const key = (): string => [reference()?.id, ...runs().map(({ id, status }) => `${id} ${status}`)].join()

  watch(
    () => [key(), connection.state.kind] as const,
    async ([asked, state]) => {
      const [compared, against] = [runs(), reference()]
      if (!against || state !== 'connected') return
      const answer = await notices.attempt(() =>
        lab.send('compareWeights', { runIds: compared.map(({ id }) => id), referenceId: against.id }),
      )
      if (answer && key() === asked) comparison.value = { ...answer, runs: compared }
    },
    { immediate: true },
  )
  return comparison
}
