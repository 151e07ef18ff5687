import { describe, expect, it } from 'vitest'
import type { LayerSpec } from '../../../src-engine/layers/index.ts'
import { entryOf, layerCatalog } from '../../../src-renderer/design/catalog.ts'
import {
  createDraft,
  duplicateBlocks,
  insertLayers,
  layersOf,
  moveBlocks,
  nudgeBlocks,
  placeForNew,
  removeBlocks,
  setSetting,
  type Draft,
} from '../../../src-renderer/design/draft.ts'
import { starterExperiment } from '../../../src-renderer/design/starter.ts'

const dense = (units: number): LayerSpec => ({ ...entryOf(layerCatalog, 'dense').fresh(), units }) as LayerSpec
const activation = (type: 'relu' | 'tanh' | 'softmax'): LayerSpec => ({ type })

function draftOf(...layers: LayerSpec[]): Draft {
  const experiment = starterExperiment()
  return createDraft({ ...experiment, network: { layers } }, null, 0)
}

/** `4 relu 3 softmax`: the stack in short. */
const stack = (draft: Draft): string =>
  layersOf(draft)
    .map((layer) => (layer.type === 'dense' ? layer.units : layer.type))
    .join(' ')

/** 4 relu | 3 tanh | 2 softmax, with ids 0 to 5 in this order. */
const threeBlocks = (): Draft =>
  draftOf(dense(4), activation('relu'), dense(3), activation('tanh'), dense(2), activation('softmax'))

describe('the stack of a draft', () => {
  it('takes a new layer at a place and gives it an id of its own', () => {
    const before = threeBlocks()
    const { draft, ids } = insertLayers(before, 2, [dense(9)])
    expect(stack(draft)).toBe('4 relu 9 3 tanh 2 softmax')
    expect(draft.layerIds).toEqual([0, 1, ...ids, 2, 3, 4, 5])
    expect(stack(before)).toBe('4 relu 3 tanh 2 softmax')
  })

  it('removes a layer together with the activation clipped onto it', () => {
    expect(stack(removeBlocks(threeBlocks(), [2]))).toBe('4 relu 2 softmax')
  })

  it('removes an activation alone', () => {
    const draft = removeBlocks(threeBlocks(), [1])
    expect(stack(draft)).toBe('4 3 tanh 2 softmax')
    expect(draft.layerIds).toEqual([0, 2, 3, 4, 5])
  })

  it('duplicates a layer with its activation, right behind both', () => {
    const { draft, ids } = duplicateBlocks(threeBlocks(), [2])
    expect(stack(draft)).toBe('4 relu 3 tanh 3 tanh 2 softmax')
    expect(ids).toEqual([6, 7])
  })

  it('moves a layer down past the whole next block, and up again', () => {
    const down = nudgeBlocks(threeBlocks(), [0], 1)
    expect(stack(down)).toBe('3 tanh 4 relu 2 softmax')
    expect(down.layerIds).toEqual([2, 3, 0, 1, 4, 5])
    expect(stack(nudgeBlocks(down, [0], -1))).toBe('4 relu 3 tanh 2 softmax')
  })

  it('moves an activation by one card', () => {
    expect(stack(nudgeBlocks(threeBlocks(), [1], 1))).toBe('4 3 relu tanh 2 softmax')
    expect(stack(nudgeBlocks(threeBlocks(), [3], -1))).toBe('4 relu tanh 3 2 softmax')
  })

  it('leaves the first and last where they are when there is no further to go', () => {
    const draft = threeBlocks()
    expect(nudgeBlocks(draft, [0], -1)).toBe(draft)
    expect(nudgeBlocks(draft, [4], 1)).toBe(draft)
    expect(nudgeBlocks(draft, [5], 1)).toBe(draft)
  })

  it('never lands a dragged layer between another layer and its activation', () => {
    // Dropped right under the layer of 3, before its tanh.
    expect(stack(moveBlocks(threeBlocks(), [0], 1))).toBe('3 tanh 4 relu 2 softmax')
    expect(stack(moveBlocks(threeBlocks(), [4], 0))).toBe('2 softmax 4 relu 3 tanh')
  })

  it('lets an activation be dragged anywhere', () => {
    expect(stack(moveBlocks(threeBlocks(), [5], 1))).toBe('4 softmax relu 3 tanh 2')
  })

  it('places a new activation on the selected card and a new layer under its block', () => {
    const draft = threeBlocks()
    expect(placeForNew(draft, 'sigmoid', 2)).toBe(3)
    expect(placeForNew(draft, 'dense', 2)).toBe(4)
    expect(placeForNew(draft, 'dense', 3)).toBe(4)
    expect(placeForNew(draft, 'dense', -1)).toBe(6)
  })
})

describe('a setting of a draft', () => {
  it('is changed without touching what is beside it', () => {
    const before = threeBlocks()
    const after = setSetting(before, ['network', 'layers', 2, 'units'], 30)
    expect(stack(after)).toBe('4 relu 30 tanh 2 softmax')
    expect(stack(before)).toBe('4 relu 3 tanh 2 softmax')
    expect(layersOf(after)[0]).toBe(layersOf(before)[0])
    expect(after.experiment.optimizer).toBe(before.experiment.optimizer)
  })

  it('set to what it is leaves the very same draft', () => {
    const draft = threeBlocks()
    expect(setSetting(draft, ['network', 'layers', 2, 'units'], 3)).toBe(draft)
  })
})

describe('several layers at once', () => {
  it('are removed and copied with their activations, in the order of the stack', () => {
    expect(stack(removeBlocks(threeBlocks(), [4, 0]))).toBe('3 tanh')
    const { draft, ids } = duplicateBlocks(threeBlocks(), [2, 0])
    expect(stack(draft)).toBe('4 relu 3 tanh 4 relu 3 tanh 2 softmax')
    expect(ids).toHaveLength(4)
  })

  it('move together, and past a whole block', () => {
    expect(stack(moveBlocks(threeBlocks(), [0, 4], 2))).toBe('3 tanh 4 relu 2 softmax')
    expect(stack(nudgeBlocks(threeBlocks(), [0, 2], 1))).toBe('2 softmax 4 relu 3 tanh')
    expect(stack(nudgeBlocks(threeBlocks(), [2, 4], -1))).toBe('3 tanh 2 softmax 4 relu')
  })
})
