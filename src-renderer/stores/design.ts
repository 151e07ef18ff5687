import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { JsonPath, Problem } from '../../src-engine/problem.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import type { RunSummary } from '../../src-main/protocol.ts'
import type { Unfinished } from '../components/unfinished.ts'
import { readDraft } from '../design/autosave.ts'
import { entryOf, layerCatalog } from '../design/catalog.ts'
import * as edit from '../design/draft.ts'
import type { Fix } from '../design/fixes.ts'
import * as histories from '../design/history.ts'
import { sameData } from '../design/set-at.ts'
import { starterExperiment } from '../design/starter.ts'
import { useChecks } from '../design/use-checks.ts'
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
  const history = shallowRef(histories.startHistory(edit.createDraft(first, kept?.directory ?? null, 0)))

  const draft = computed(() => history.value.present)
  const experiment = computed(() => draft.value.experiment)
  const origin = computed(() => origins.get(draft.value.document) ?? { savedId: null, baseline: experiment.value })
  const dirty = computed(() => !sameData(experiment.value, origin.value.baseline))

  // ------------------------------------------------------------------------------------------------ editing

  /** @param key edits of the same key in quick succession are one step of undo */
  function change(next: edit.Draft, key: string | null = null): void {
    history.value = histories.record(history.value, next, key, performance.now())
  }

  function set(path: JsonPath, value: unknown): void {
    change(edit.setSetting(draft.value, path, value), path.join('/'))
  }

  /** The whole experiment anew, written by hand: still the same document. */
  function replace(written: Experiment): void {
    const { directory, document, layerIds } = draft.value
    const next = edit.createDraft(written, directory, document)
    // Layers that are as many as before are taken for the same ones.
    change(next.layerIds.length === layerIds.length ? { ...next, layerIds } : next, 'json')
  }

  const selectedId = ref<number | null>(draft.value.layerIds[0] ?? null)
  const selectedIndex = computed(() =>
    selectedId.value === null ? -1 : edit.indexOfLayer(draft.value, selectedId.value),
  )

  function select(id: number | null): void {
    selectedId.value = id
  }

  // A selected layer that is gone hands over to the one that took its place: known only change by change.
  watch(
    draft,
    (now, before) => {
      if (selectedId.value === null || now.layerIds.includes(selectedId.value)) return
      const place = now.document === before.document ? before.layerIds.indexOf(selectedId.value) : 0
      selectedId.value = now.layerIds[Math.min(place, now.layerIds.length - 1)] ?? null
    },
    { flush: 'sync' },
  )

  /** Puts a new layer in front of position `index`, by default below the selected block, and selects it. */
  function insert(type: LayerSpec['type'], index = edit.placeForNew(draft.value, type, selectedIndex.value)): void {
    const { draft: next, ids } = edit.insertLayers(draft.value, index, [entryOf(layerCatalog, type).fresh()])
    change(next)
    selectedId.value = ids[0] ?? null
  }

  function duplicate(id: number): void {
    const { draft: next, ids } = edit.duplicateBlock(draft.value, id)
    change(next)
    selectedId.value = ids[0] ?? selectedId.value
  }

  const remove = (id: number): void => change(edit.removeBlock(draft.value, id))
  const nudge = (id: number, direction: -1 | 1): void => change(edit.nudgeBlock(draft.value, id, direction))
  const move = (id: number, target: number): void => change(edit.moveBlock(draft.value, id, target))
  const apply = (fix: Fix): void => change(fix.draft)
  const undo = (): void => void (history.value = histories.undo(history.value))
  const redo = (): void => void (history.value = histories.redo(history.value))

  // ------------------------------------------------------------------------------------------------ checking

  const { data, report, problems, fixes, refusal, problemAt } = useChecks(draft)

  const starting = ref(false)
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

  /** Puts another experiment on the board. Undo brings the one before back. */
  function open({ experiment: opened, directory, savedId }: Opened): void {
    const document = Math.max(...origins.keys()) + 1
    origins.set(document, { savedId, baseline: opened })
    change(edit.createDraft(opened, directory, document))
    selectedId.value = draft.value.layerIds[0] ?? null
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
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    undo,
    redo,
    set,
    replace,
    insert,
    duplicate,
    remove,
    nudge,
    move,
    apply,
    selectedId,
    selectedIndex,
    select,
    data,
    report,
    problems,
    problemAt,
    refusal,
    fixes,
    unfinished,
    blocked,
    start,
    save,
    open,
    forgetSaved,
    takeDiscarded,
    keepFailure,
  }
})
