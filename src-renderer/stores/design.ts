import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { Problem } from '../../src-engine/problem.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import type { RunSummary } from '../../src-main/protocol.ts'
import type { Unfinished } from '../components/unfinished.ts'
import { readDraft } from '../design/autosave.ts'
import { createDraft } from '../design/draft.ts'
import { sameData } from '../design/set-at.ts'
import { starterExperiment } from '../design/starter.ts'
import { useChecks } from '../design/use-checks.ts'
import { useEdits } from '../design/use-edits.ts'
import { useKeeping } from '../design/use-keeping.ts'
import { useLab } from '../host/lab.ts'
import { LabFailure } from '../host/lab-failure.ts'
import { useConnection } from './connection.ts'
import { useRuns } from './runs.ts'

/** An experiment to put on the drawing board. */
export interface Opened {
  readonly experiment: Experiment
  readonly directory: string | null
  /** Its id, where it is kept in the lab. */
  readonly savedId: string | null
}

/** Why training cannot start now. */
export type Blocked =
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Something typed that is not a value yet: what stood there before is not what anybody wants to train. */
  | { readonly kind: 'unfinished'; readonly text: string }
  | { readonly kind: 'loading' | 'disconnected' | 'starting' }

/** What a document was when it was opened or last saved. */
interface Origin {
  readonly savedId: string | null
  readonly baseline: Experiment
}

/** The experiment being designed: edits with undo and redo, what is wrong with it, and its way into the lab. */
export const useDesign = defineStore('design', () => {
  const lab = useLab()
  const runs = useRuns()
  const connection = useConnection()

  const restored = readDraft(localStorage)
  const kept = restored.kind === 'kept' ? restored.kept : null
  const first = kept?.experiment ?? starterExperiment()
  const origins = shallowReactive(
    new Map<number, Origin>([[0, { savedId: kept?.savedId ?? null, baseline: kept?.baseline ?? first }]]),
  )
  const { draft, experiment, change, edits } = useEdits(createDraft(first, kept?.directory ?? null, 0))
  const origin = computed(() => origins.get(draft.value.document) ?? { savedId: null, baseline: experiment.value })
  const dirty = computed(() => !sameData(experiment.value, origin.value.baseline))

  // ------------------------------------------------------------------------------------------------ checking

  const { data, report, problems, fixes, refusal, problemAt } = useChecks(draft)

  const starting = ref(false)
  /** Places of layers that the JSON being written has wrong: it is not the draft yet. */
  const miswritten = shallowRef<ReadonlySet<number>>(new Set())
  const unfinished = shallowReactive<Unfinished>(new Map())
  const blocked = computed<Blocked | null>(() => {
    const problem = problems.value[0]
    if (problem) return { kind: 'problem', problem }
    const [text] = unfinished.values()
    if (text !== undefined) return { kind: 'unfinished', text }
    if (starting.value) return { kind: 'starting' }
    if (connection.state.kind !== 'connected') return { kind: 'disconnected' }
    return data.value.status === 'ready' ? null : { kind: 'loading' }
  })

  // ------------------------------------------------------------------------------------------------ lab

  /** Trains the draft. Null if the lab found something wrong with it, which is then among the problems. */
  async function start(): Promise<RunSummary | null> {
    starting.value = true
    const asked = draft.value
    try {
      return await runs.start({ experiment: asked.experiment, directory: asked.directory, paused: false })
    } catch (error) {
      if (!(error instanceof LabFailure) || error.code !== 'input') throw error
      if (asked === draft.value) refusal.value = error
      return null
    } finally {
      starting.value = false
    }
  }

  /** Keeps the draft in the lab, over what it was opened from unless that was no kept experiment. Throws LabFailure. */
  async function save(): Promise<void> {
    const { document, directory, experiment: sent } = draft.value
    const id = origin.value.savedId
    const saved = await lab.send('saveExperiment', { id, experiment: sent, directory })
    origins.set(document, { savedId: saved.id, baseline: sent })
  }

  /** Puts another experiment on the board, its first layer selected. Undo brings the one before back. */
  function open({ experiment: opened, directory, savedId }: Opened): void {
    const document = Math.max(...origins.keys()) + 1
    origins.set(document, { savedId, baseline: opened })
    change(createDraft(opened, directory, document))
  }

  /** The experiment kept under `id` is no more: what is on the board can only be saved as a new one. */
  function forgetSaved(id: string): void {
    origins.forEach((known, document) => {
      if (known.savedId === id) origins.set(document, { ...known, savedId: null })
    })
  }

  // ------------------------------------------------------------------------------------------------ keeping

  const keepFailure = useKeeping(() => ({
    experiment: experiment.value,
    directory: draft.value.directory,
    ...origin.value,
  }))
  let discarded = restored.kind === 'discarded'

  /** Whether a kept draft was there that could not be read; true once. */
  function takeDiscarded(): boolean {
    const was = discarded
    discarded = false
    return was
  }

  return {
    draft,
    experiment,
    origin,
    dirty,
    ...edits,
    data,
    report,
    problems,
    problemAt,
    refusal,
    fixes,
    unfinished,
    miswritten,
    blocked,
    start,
    save,
    open,
    forgetSaved,
    takeDiscarded,
    keepFailure,
  }
})
