import { computed, shallowRef } from 'vue'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { JsonPath } from '../../src-engine/problem.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import { entryOf, layerCatalog } from './catalog.ts'
import * as edit from './draft.ts'
import type { Fix } from './fixes.ts'
import { isActivation } from './forms/layers.ts'
import * as histories from './history.ts'
import { starterExperiment } from './starter.ts'
import { useLayerChoice } from './use-layer-choice.ts'

/** A draft and all that can be done to it, with undo and redo, and which of its layers are chosen. */
export function useEdits(first: edit.Draft) {
  const history = shallowRef(histories.startHistory(first))
  const draft = computed(() => history.value.present)
  const experiment = computed(() => draft.value.experiment)
  const choice = useLayerChoice(draft)
  const { selectedIndex, selectedIds } = choice

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

  return {
    draft,
    experiment,
    change,
    /** What is handed on to whoever designs. */
    edits: {
      ...choice,
      canUndo: computed(() => history.value.past.length > 0),
      canRedo: computed(() => history.value.future.length > 0),
      undo: (): void => void (history.value = histories.undo(history.value)),
      redo: (): void => void (history.value = histories.redo(history.value)),
      set,
      nameItself,
      replace,
      insert,
      insertAll,
      replaceLayers,
      duplicate: (ids: readonly number[]): void => finishWith(edit.duplicateBlocks(draft.value, ids)),
      remove: (ids: readonly number[]): void => change(edit.removeBlocks(draft.value, ids)),
      nudge: (ids: readonly number[], direction: -1 | 1): void => change(edit.nudgeBlocks(draft.value, ids, direction)),
      move: (ids: readonly number[], target: number): void => change(edit.moveBlocks(draft.value, ids, target)),
      apply: (fix: Fix): void => change(fix.draft),
    },
  }
}
