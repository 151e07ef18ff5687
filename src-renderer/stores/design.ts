import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { JsonPath, Problem } from '../../src-engine/problem.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import type { RunSummary } from '../../src-main/protocol.ts'
import type { Unfinished } from '../components/unfinished.ts'
import { readDraft } from '../design/autosave.ts'
import { entryOf, layerCatalog } from '../design/catalog.ts'
import * as edit from '../design/draft.ts'
import type { Fix } from '../design/fixes.ts'
import { isActivation } from '../design/forms/layers.ts'
import * as histories from '../design/history.ts'
import { sameData } from '../design/set-at.ts'
import { starterExperiment } from '../design/starter.ts'
import { useChecks } from '../design/use-checks.ts'
import { useKeeping } from '../design/use-keeping.ts'
import { useLayerChoice } from '../design/use-layer-choice.ts'
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
    change(edit.setSettingOfAll(draft.value, path, value, choice.alike.value), path.join('/'))
  }

  /** Names that nobody gave, by what they say: of data and layers met again, the name is the same as before. */
  const ownNames = new Map<string, string>([['circles 2-8-1', starterExperiment().name]])

  /** Unless a person has named it, the experiment gets the name of what it is; part of the change before, for undo. */
  function nameItself(key: string, made: string): void {
    const { name } = experiment.value
    const isOwn = name === made || [...ownNames.values()].includes(name)
    const wanted = ownNames.get(key) ?? made
    if (!isOwn) return
    ownNames.set(key, wanted)
    if (name === wanted) return
    const { present } = history.value
    history.value = { ...history.value, present: { ...present, experiment: { ...present.experiment, name: wanted } } }
  }

  /** The whole experiment anew, written by hand: still the same document. */
  function replace(written: Experiment): void {
    const { directory, document, layerIds } = draft.value
    const next = edit.createDraft(written, directory, document)
    // Layers that are as many as before are taken for the same ones.
    change(next.layerIds.length === layerIds.length ? { ...next, layerIds } : next, 'json')
  }

  const choice = useLayerChoice(draft)
  const { selectedIndex, selectedIds } = choice

  /** Puts a new layer in front of position `index`, by default below the selected block, and selects it. */
  function insert(type: LayerSpec['type'], index = edit.placeForNew(draft.value, type, selectedIndex.value)): void {
    insertAll([entryOf(layerCatalog, type).fresh()], index)
  }

  /** Puts layers below the selected block, or in front of position `index`, and selects them. */
  function insertAll(specs: readonly LayerSpec[], index?: number): void {
    const [first] = specs
    if (!first) return
    const place = index ?? edit.placeForNew(draft.value, first.type, selectedPlaces().at(-1) ?? -1)
    finishWith(edit.insertLayers(draft.value, place, specs))
  }

  const selectedPlaces = (): number[] => edit.placesOfBlocks(draft.value, selectedIds.value)

  function finishWith({ draft: next, ids }: { draft: edit.Draft; ids: readonly number[] }): void {
    change(next)
    // Of a layer with its activations, the layer: what is done next is done to both.
    const layers = edit.layersOf(next)
    const heads = ids.filter((id) => !isActivation(layers[edit.indexOfLayer(next, id)]?.type ?? 'identity'))
    if (ids.length > 0) choice.choose(heads.length > 0 ? heads : ids)
  }

  /** Other layers in place of all there are. */
  function replaceLayers(layers: readonly LayerSpec[]): void {
    const network = { ...experiment.value.network, layers: [...layers] }
    const { directory, document } = draft.value
    change(edit.createDraft({ ...experiment.value, network }, directory, document))
  }

  const duplicate = (ids: readonly number[]): void => finishWith(edit.duplicateBlocks(draft.value, ids))
  const remove = (ids: readonly number[]): void => change(edit.removeBlocks(draft.value, ids))
  const nudge = (ids: readonly number[], direction: -1 | 1): void =>
    change(edit.nudgeBlocks(draft.value, ids, direction))
  const move = (ids: readonly number[], target: number): void => change(edit.moveBlocks(draft.value, ids, target))
  const apply = (fix: Fix): void => change(fix.draft)
  const undo = (): void => void (history.value = histories.undo(history.value))
  const redo = (): void => void (history.value = histories.redo(history.value))

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
    change(edit.createDraft(opened, directory, document))
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
    nameItself,
    replace,
    insert,
    insertAll,
    replaceLayers,
    duplicate,
    remove,
    nudge,
    move,
    apply,
    ...choice,
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
