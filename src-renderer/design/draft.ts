import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { JsonPath } from '../../src-engine/problem.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import { isActivation } from './forms/layers.ts'
import { setAt, valueAt } from './set-at.ts'

/**
 * The experiment on the drawing board. Plain data, never changed in place: every edit below gives a new draft.
 *
 * It has the form of an experiment but may break its rules for a while (no layers, no file chosen yet).
 */
export interface Draft {
  readonly experiment: Experiment
  /** One per layer, kept through every edit: what a card in the stack is known by. */
  readonly layerIds: readonly number[]
  /** The folder that file names in the experiment are relative to. */
  readonly directory: string | null
  /** Which opened experiment this is a state of; changes when another one is opened. */
  readonly document: number
}

export function createDraft(experiment: Experiment, directory: string | null, document: number): Draft {
  return { experiment, layerIds: experiment.network.layers.map((_, i) => i), directory, document }
}

/** `path` from the experiment's root. */
export function setSetting(draft: Draft, path: JsonPath, value: unknown): Draft {
  const experiment = setAt(draft.experiment, path, value)
  return experiment === draft.experiment ? draft : { ...draft, experiment }
}

/**
 * {@link setSetting}; a setting of one of the layers at `alike`, which are of one kind, is set in all of them as a whole:
 * with another spread of the weights the others get the same distribution.
 */
export function setSettingOfAll(draft: Draft, path: JsonPath, value: unknown, alike: readonly number[]): Draft {
  const changed = setSetting(draft, path, value)
  const [root, list, place, key] = path
  if (root !== 'network' || list !== 'layers' || typeof place !== 'number' || key === undefined) return changed
  if (!alike.includes(place)) return changed
  const whole = valueAt(changed.experiment, path.slice(0, 4))
  return alike.reduce((next, other) => setSetting(next, [root, list, other, key], whole), changed)
}

export function layersOf(draft: Draft): readonly LayerSpec[] {
  return draft.experiment.network.layers
}

/** Where a layer stands; −1 if it is gone. */
export function indexOfLayer(draft: Draft, id: number): number {
  return draft.layerIds.indexOf(id)
}

/**
 * The end (exclusive) of the block that starts at `index`: a layer with the activations clipped onto it. An activation
 * is a block of its own.
 */
export function blockEnd(layers: readonly LayerSpec[], index: number): number {
  let end = index + 1
  const head = layers[index]
  if (!head || isActivation(head.type)) return end
  while (end < layers.length && isActivation((layers[end] as LayerSpec).type)) end++
  return end
}

/** Puts new layers in front of position `index`. Their ids are the last of the result's. */
export function insertLayers(
  draft: Draft,
  index: number,
  specs: readonly LayerSpec[],
): { draft: Draft; ids: number[] } {
  const first = Math.max(-1, ...draft.layerIds) + 1
  const ids = specs.map((_, i) => first + i)
  return {
    ids,
    draft: withStack(draft, layersOf(draft).toSpliced(index, 0, ...specs), draft.layerIds.toSpliced(index, 0, ...ids)),
  }
}

/** Where a new layer goes: an activation right under the selected card, any other layer under the selected block. */
export function placeForNew(draft: Draft, type: LayerSpec['type'], selected: number): number {
  const layers = layersOf(draft)
  if (selected < 0) return layers.length
  if (isActivation(type)) return selected + 1
  let end = selected + 1
  while (end < layers.length && isActivation((layers[end] as LayerSpec).type)) end++
  return end
}

/** The places of the layers with these ids and of the activations clipped onto them, from above. */
export function placesOfBlocks(draft: Draft, ids: readonly number[]): number[] {
  const layers = layersOf(draft)
  const chosen = new Set<number>()
  for (const id of ids) {
    const index = indexOfLayer(draft, id)
    for (let i = index; index >= 0 && i < blockEnd(layers, index); i++) chosen.add(i)
  }
  return [...chosen].sort((a, b) => a - b)
}

/** Takes out layers with the activations clipped onto them. */
export function removeBlocks(draft: Draft, ids: readonly number[]): Draft {
  const { others, otherIds, moved } = takeOut(draft, ids)
  return moved.length === 0 ? draft : withStack(draft, others, otherIds)
}

/** Repeats layers, with the activations clipped onto them, right behind the last of them. */
export function duplicateBlocks(draft: Draft, ids: readonly number[]): { draft: Draft; ids: number[] } {
  const places = placesOfBlocks(draft, ids)
  const last = places.at(-1)
  if (last === undefined) return { draft, ids: [] }
  const layers = layersOf(draft)
  return insertLayers(
    draft,
    last + 1,
    places.map((place) => layers[place] as LayerSpec),
  )
}

/**
 * Moves layers, one behind the other, to position `target` of the stack as it is without them.
 *
 * A layer takes the activations clipped onto it along and never lands between another layer and its activations; an
 * activation goes alone, anywhere.
 */
export function moveBlocks(draft: Draft, ids: readonly number[], target: number): Draft {
  const { others, otherIds, moved, movedIds } = takeOut(draft, ids)
  const [head] = moved
  if (!head) return draft
  const to = snapped(others, head, Math.max(0, Math.min(target, others.length)))
  const layerIds = otherIds.toSpliced(to, 0, ...movedIds)
  if (layerIds.every((id, i) => id === draft.layerIds[i])) return draft
  return withStack(draft, others.toSpliced(to, 0, ...moved), layerIds)
}

/** One place up or down: layers past their neighbour's whole block, activations alone past one card. */
export function nudgeBlocks(draft: Draft, ids: readonly number[], direction: -1 | 1): Draft {
  const [index] = placesOfBlocks(draft, ids)
  if (index === undefined) return draft
  const { others, moved } = takeOut(draft, ids)
  if (moved.every(({ type }) => isActivation(type))) return moveBlocks(draft, ids, index + direction)
  if (direction === 1) return index < others.length ? moveBlocks(draft, ids, blockEnd(others, index)) : draft
  let to = index - 1
  while (to > 0 && isActivation((others[to] as LayerSpec).type)) to--
  return moveBlocks(draft, ids, to)
}

function takeOut(draft: Draft, ids: readonly number[]) {
  const layers = layersOf(draft)
  const chosen = new Set(placesOfBlocks(draft, ids))
  return {
    others: layers.filter((_, i) => !chosen.has(i)),
    otherIds: draft.layerIds.filter((_, i) => !chosen.has(i)),
    moved: layers.filter((_, i) => chosen.has(i)),
    movedIds: draft.layerIds.filter((_, i) => chosen.has(i)),
  }
}

/** A layer lands where a block starts: not above an activation that would then clip onto it. */
function snapped(others: readonly LayerSpec[], moved: LayerSpec, target: number): number {
  if (isActivation(moved.type)) return target
  let to = target
  while (to > 0 && to < others.length && isActivation((others[to] as LayerSpec).type)) to++
  return to
}

function withStack(draft: Draft, layers: LayerSpec[], layerIds: readonly number[]): Draft {
  return { ...draft, layerIds, experiment: { ...draft.experiment, network: { ...draft.experiment.network, layers } } }
}
