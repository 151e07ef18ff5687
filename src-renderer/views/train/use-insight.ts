import { computed, onBeforeUnmount, watch, type ComputedRef } from 'vue'
import type { Insight, PlaneSamples, RunSummary } from '../../../src-main/protocol.ts'
import { useConnection } from '../../stores/connection.ts'
import { useInsights } from '../../stores/insights.ts'
import { useNotices } from '../../stores/notices.ts'

/** The lab tells for five seconds at a time. */
const renewEvery = 2000

/** What a single step has taught comes within so many milliseconds, or has to be asked for. */
const soon = 200

/** Follows what a run learns for as long as the component is there and its page is looked at. */
export function useInsight(run: () => RunSummary): {
  readonly insight: ComputedRef<Insight | null>
  readonly samples: ComputedRef<PlaneSamples | null>
} {
  const insights = useInsights()
  const connection = useConnection()
  const notices = useNotices()
  let late: ReturnType<typeof setTimeout> | undefined
  const isConnected = computed(() => connection.state.kind === 'connected')

  watch(
    [() => run().id, () => run().status, isConnected],
    ([id, , connected], [before]) => {
      if (before !== undefined && before !== id) insights.forget(before)
      if (connected) void notices.attempt(() => insights.look(id, run().step))
    },
    { immediate: true },
  )

  // A process that was started for the step does not know yet that it is watched.
  watch(
    () => run().step,
    () => {
      clearTimeout(late)
      late = setTimeout(() => {
        const { id, step, status } = run()
        if (status === 'paused' && insights.of(id)?.step !== step) void notices.attempt(() => insights.watch(id))
      }, soon)
    },
  )

  const timer = setInterval(() => {
    const { id, status } = run()
    const isTold = isConnected.value && (status === 'running' || status === 'paused')
    if (isTold && !document.hidden) void notices.attempt(() => insights.watch(id))
  }, renewEvery)

  onBeforeUnmount(() => {
    clearInterval(timer)
    clearTimeout(late)
    insights.forget(run().id)
  })

  return {
    insight: computed(() => insights.of(run().id)),
    samples: computed(() => insights.samplesOf(run().id)),
  }
}
