import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src-engine/problem.ts'
import { layersToText, readLayers } from '../../../src-renderer/design/layer-text.ts'
import { starterExperiment } from '../../../src-renderer/design/starter.ts'
import { useDesign } from '../../../src-renderer/stores/design.ts'
import { connectStores } from '../support/mount-view.ts'

async function board() {
  localStorage.clear()
  await connectStores()
  const design = useDesign()
  const types = () => design.experiment.network.layers.map(({ type }) => type).join(' ')
  return { design, types, ids: design.draft.layerIds }
}

describe('several chosen layers', () => {
  it('are a range from where the choice began, or picked one by one; one always stays', async () => {
    const { design, ids } = await board()
    design.select(ids[1]!)
    design.extendTo(ids[3]!)
    expect(design.selectedIds).toEqual([ids[1], ids[2], ids[3]])
    design.extendTo(ids[0]!)
    expect(design.selectedIds).toEqual([ids[0], ids[1]])
    design.toggle(ids[3]!)
    design.toggle(ids[0]!)
    expect(design.selectedIds).toEqual([ids[1], ids[3]])
    design.toggle(ids[1]!)
    design.toggle(ids[3]!)
    expect(design.selectedIds).toEqual([ids[3]])
  })

  it('are removed, copied and moved in one step of undo each', async () => {
    const { design, types, ids } = await board()
    const before = types()
    expect(before).toBe('dense tanh dense sigmoid')
    design.selectAll()
    design.duplicate(design.selectedIds)
    expect(types()).toBe(`${before} ${before}`)
    design.undo()
    expect(types()).toBe(before)
    design.remove([ids[0]!, ids[2]!])
    expect(types()).toBe('')
    design.undo()
    expect(types()).toBe(before)
  })

  it('of one kind are set together, as one step', async () => {
    const { design, ids } = await board()
    const units = () => design.experiment.network.layers.flatMap((one) => (one.type === 'dense' ? [one.units] : []))
    design.select(ids[0]!)
    design.toggle(ids[2]!)
    design.set(['network', 'layers', 2, 'units'], 5)
    expect(units()).toEqual([5, 5])
    design.undo()
    expect(units()).toEqual([8, 1])
    design.toggle(ids[1]!)
    design.set(['network', 'layers', 2, 'units'], 5)
    expect(units()).toEqual([8, 5])
  })

  it('are pasted below the choice and chosen then', async () => {
    const { design, types, ids } = await board()
    design.select(ids[0]!)
    design.insertAll(readLayers('[{ "type": "dense", "units": 3 }, { "type": "relu" }]'))
    expect(types()).toBe('dense tanh dense relu dense sigmoid')
    expect(design.selectedIndex).toBe(2)
  })
})

describe('layers as a text', () => {
  const { layers } = starterExperiment().network

  it('are the same again, and are found in a whole experiment', () => {
    expect(readLayers(layersToText(layers))).toEqual(layers)
    expect(readLayers(JSON.stringify(starterExperiment()))).toEqual(layers)
    expect(readLayers('{ "type": "relu" }')).toEqual([{ type: 'relu' }])
  })

  it('say what is wrong with them, and where', () => {
    expect(() => readLayers('hello')).toThrow('holds no layers in JSON')
    expect(() => readLayers('[{ "type": "dense", "units": 0 }]')).toThrow('[0].units: is 0; must be at least 1')
    expect(() => readLayers('7')).toThrow(InputError)
  })
})
