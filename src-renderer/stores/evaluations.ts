import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Evaluation, RunSummary, SplitPart } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** What the last weights of runs do on parts of their data, kept for as long as the weights are the same. */
export const useEvaluations = defineStore('evaluations', () => {
  const lab = useLab()
  const known = shallowReactive(new Map<string, { readonly state: string; readonly evaluation: Evaluation }>())

  lab.follow({
    event(event) {
      if (event.type === 'runDeleted') forget(event.runId)
    },
  })

  const keyOf = (runId: string, part: SplitPart): string => `${runId} ${part}`

  function forget(runId: string): void {
    for (const key of [...known.keys()]) if (key.startsWith(`${runId} `)) known.delete(key)
  }

  /** Evaluates a run on a part, or on the best there is. Throws LabFailure. */
  async function ask(run: RunSummary, part: SplitPart | null): Promise<void> {
    const state = weightsOf(run)
    const evaluation = await lab.send('evaluateRun', { runId: run.id, checkpoint: 'last', part })
    known.set(keyOf(run.id, evaluation.part), { state, evaluation })
  }

  /** The last that was answered; perhaps of weights before those of now. */
  const of = (runId: string, part: SplitPart): Evaluation | null => known.get(keyOf(runId, part))?.evaluation ?? null

  return {
    ask,
    of,
    /** Whether it is of the weights of now. */
    isFresh: (run: RunSummary, part: SplitPart): boolean => known.get(keyOf(run.id, part))?.state === weightsOf(run),
    /** On whichever part, for what is the same of all; null before any answer. */
    anyOf: (runId: string): Evaluation | null =>
      (['test', 'validation', 'train'] as const).map((part) => of(runId, part)).find((one) => one !== null) ?? null,
  }
})

/** Changes whenever the last weights of a run may have changed. */
export const weightsOf = ({ status, step }: RunSummary): string => `${status} ${step}`
