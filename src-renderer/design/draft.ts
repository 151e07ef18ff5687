import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { JsonPath } from '../../src-engine/problem.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import { isActivation } from './forms.ts'
import { setAt } from './set-at.ts'

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

/** Takes out a layer with the activations clipped onto it. */
export function removeBlock(draft: Draft, id: number): Draft {
  const index = indexOfLayer(draft, id)
  if (index < 0) return draft
  const count = blockEnd(layersOf(draft), index) - index
  return withStack(draft, layersOf(draft).toSpliced(index, count), draft.layerIds.toSpliced(index, count))
}

/** Repeats a layer, with the activations clipped onto it, right behind itself. */
export function duplicateBlock(draft: Draft, id: number): { draft: Draft; ids: number[] } {
  const index = indexOfLayer(draft, id)
  if (index < 0) return { draft, ids: [] }
  const end = blockEnd(layersOf(draft), index)
  return insertLayers(draft, end, layersOf(draft).slice(index, end))
}

/**
 * Moves a layer to position `target` of the stack as it is without it.
 *
 * A layer takes the activations clipped onto it along and never lands between another layer and its activations; an
 * activation goes alone, anywhere.
 */
export function moveBlock(draft: Draft, id: number, target: number): Draft {
  const index = indexOfLayer(draft, id)
  if (index < 0) return draft
  const layers = layersOf(draft)
  const count = blockEnd(layers, index) - index
  const others = layers.toSpliced(index, count)
  const to = snapped(others, layers[index] as LayerSpec, Math.max(0, Math.min(target, others.length)))
  if (to === index) return draft
  return withStack(
    draft,
    others.toSpliced(to, 0, ...layers.slice(index, index + count)),
    draft.layerIds.toSpliced(index, count).toSpliced(to, 0, ...draft.layerIds.slice(index, index + count)),
  )
}

/** One place up or down: a layer past its neighbour's whole block, an activation past one card. */
export function nudgeBlock(draft: Draft, id: number, direction: -1 | 1): Draft {
  const index = indexOfLayer(draft, id)
  const layers = layersOf(draft)
  const head = layers[index]
  if (!head) return draft
  if (isActivation(head.type)) return moveBlock(draft, id, index + direction)
  const others = layers.toSpliced(index, blockEnd(layers, index) - index)
  if (direction === 1) return index < others.length ? moveBlock(draft, id, blockEnd(others, index)) : draft
  let to = index - 1
  while (to > 0 && isActivation((others[to] as LayerSpec).type)) to--
  return moveBlock(draft, id, to)
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
