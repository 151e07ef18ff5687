import { computed, onBeforeUnmount, shallowReactive, watch, type ComputedRef } from 'vue'
import type { Insight, PlaneSamples, RunSummary } from '../../../src-main/protocol.ts'
import { useConnection } from '../../stores/connection.ts'
import { useInsights } from '../../stores/insights.ts'
import { describeFailure, type Failure } from '../../stores/notices.ts'

/** What is known of a run's plane. */
export interface Plane {
  readonly run: RunSummary
  /** Null before the lab has answered, and where the run has no weights. */
  readonly insight: Insight | null
  /** Null also where the run has not two inputs. */
  readonly samples: PlaneSamples | null
  readonly failure: Pick<Failure, 'sentence'> | null
  /** Whether the lab has answered. */
  readonly known: boolean
}

/** Milliseconds between two pictures of a run that trains; the lab tells for five seconds at a time. */
const refreshEvery = 1000
const renewEvery = 2000

/** What several runs have learned on the plane, asked for one after the other, and live at most once a second. */
export function usePlanes(runs: () => readonly RunSummary[]): {
  readonly planes: ComputedRef<readonly Plane[]>
  readonly retry: (runId: string) => void
} {
  const insights = useInsights()
  const connection = useConnection()
  const shown = shallowReactive(new Map<string, Insight | null>())
  const failures = shallowReactive(new Map<string, Plane['failure']>())
  /** The status each run was last asked for in: with another it has other weights. */
  const asked = new Map<string, string>()
  const followed = new Set<string>()
  let isBusy = false
  let isGone = false

  const isConnected = (): boolean => connection.state.kind === 'connected'
  const next = (): RunSummary | undefined => runs().find(({ id, status }) => asked.get(id) !== status)

  async function askAll(): Promise<void> {
    if (isBusy) return
    isBusy = true
    for (let run = next(); run && isConnected() && !isGone; run = next()) await ask(run)
    isBusy = false
  }

  async function ask({ id, status, step }: RunSummary): Promise<void> {
    asked.set(id, status)
    followed.add(id)
    try {
      await insights.look(id, step, 'plane')
      failures.delete(id)
    } catch (error) {
      failures.set(id, describeFailure(error))
    }
    if (isGone) insights.forget(id)
    else shown.set(id, insights.of(id))
  }

  function forget(runId: string): void {
    insights.forget(runId)
    for (const known of [shown, failures, asked, followed]) known.delete(runId)
  }

  watch(
    () => [...runs().map(({ id, status }) => `${id} ${status}`), isConnected()].join(),
    () => {
      const present = new Set(runs().map(({ id }) => id))
      for (const id of [...followed]) if (!present.has(id)) forget(id)
      void askAll()
    },
    { immediate: true },
  )

  const refresh = setInterval(() => {
    for (const id of shown.keys()) {
      const newest = insights.of(id)
      if (newest && newest !== shown.get(id)) shown.set(id, newest)
    }
  }, refreshEvery)

  const renew = setInterval(() => {
    if (document.hidden || !isConnected()) return
    for (const { id, status } of runs()) {
      const trains = status === 'running' || status === 'paused'
      // A failure means that the connection went meanwhile; the next renewal comes soon.
      if (trains && insights.samplesOf(id)) insights.watch(id).catch(describeFailure)
    }
  }, renewEvery)

  onBeforeUnmount(() => {
    isGone = true
    clearInterval(refresh)
    clearInterval(renew)
    followed.forEach((id) => insights.forget(id))
  })

  return {
    planes: computed(() =>
      runs().map((run) => ({
        run,
        insight: shown.get(run.id) ?? null,
        samples: insights.samplesOf(run.id),
        failure: failures.get(run.id) ?? null,
        known: shown.has(run.id),
      })),
    ),
    retry(runId) {
      forget(runId)
      void askAll()
    },
  }
}
