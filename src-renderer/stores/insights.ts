import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Insight, PlaneSamples } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** What the runs somebody looks at have learned: the newest insight of each, and the data it is about. */
export const useInsights = defineStore('insights', () => {
  const lab = useLab()
  const known = shallowReactive(new Map<string, Insight>())
  const samples = shallowReactive(new Map<string, PlaneSamples | null>())

  lab.follow({
    event(event) {
      if (event.type === 'insight') keep(event.runId, event.insight)
      else if (event.type === 'runDeleted') forget(event.runId)
    },
  })

  /** Of a run that nobody here looks at nothing is kept. */
  function keep(runId: string, insight: Insight): void {
    if (samples.has(runId)) known.set(runId, insight)
  }

  function forget(runId: string): void {
    known.delete(runId)
    samples.delete(runId)
  }

  /** Asks to be told for the next few seconds; says whether there is a process that will. */
  async function watch(runId: string): Promise<boolean> {
    const { live } = await lab.send('watchRun', { runId, known: known.get(runId)?.step ?? null })
    return live
  }

  /**
   * Begins to look at a run: from now on its events count, and where it does not train its last checkpoint.
   *
   * @param at `plane` where only runs of two inputs are of interest: of others the lab is asked nothing more
   */
  async function look(runId: string, step: number, at: 'all' | 'plane' = 'all'): Promise<void> {
    if (!samples.has(runId)) {
      samples.set(runId, null)
      try {
        samples.set(runId, await lab.send('getPlaneSamples', { runId }))
      } catch (error) {
        // To be asked for again when somebody looks the next time.
        samples.delete(runId)
        throw error
      }
    }
    if (at === 'plane' && samplesOf(runId) === null) return
    if ((await watch(runId)) || known.get(runId)?.step === step) return
    const insight = await lab.send('getInsight', { runId })
    if (insight) keep(runId, insight)
  }

  const samplesOf = (runId: string): PlaneSamples | null => samples.get(runId) ?? null

  return {
    look,
    watch,
    forget,
    /** Null until there is one. */
    of: (runId: string): Insight | null => known.get(runId) ?? null,
    samplesOf,
  }
})
