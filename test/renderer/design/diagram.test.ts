import { describe, expect, it } from 'vitest'
import type { LayerSpec } from '../../../src-engine/layers/index.ts'
import { checkNetwork } from '../../../src-engine/validate.ts'
import { entryOf, layerCatalog } from '../../../src-renderer/design/catalog.ts'
import { layoutDiagram } from '../../../src-renderer/design/diagram.ts'

const dense = (units: number): LayerSpec => ({ ...entryOf(layerCatalog, 'dense').fresh(), units }) as LayerSpec

function layout(layers: LayerSpec[], inputShape: number[], width = 800, height = 400) {
  const report = checkNetwork(
    { network: { layers }, loss: 'mean_squared_error' },
    { inputShape, targetShape: [1], task: 'regression' },
  )
  return layoutDiagram(layers, report, inputShape, width, height)
}

describe('the diagram', () => {
  it('draws every neuron and every wire of a small network', () => {
    const diagram = layout([dense(3), { type: 'tanh' }, dense(1)], [2])!
    expect(diagram.kind).toBe('neurons')
    expect(diagram.columns.map((column) => column.neurons.length)).toEqual([2, 3, 1])
    expect(diagram.joints.map((path) => path.split('M').length - 1)).toEqual([6, 3])
  })

  it('keeps an activation with the layer it acts on', () => {
    const diagram = layout([dense(3), { type: 'tanh' }, dense(1), { type: 'sigmoid' }], [2])!
    expect(diagram.columns.map((column) => column.layers)).toEqual([[], [0, 1], [2, 3]])
    expect(layout([{ type: 'relu' }, dense(1)], [2])!.columns[0]).toMatchObject({ isInput: true, layers: [0] })
  })

  it('draws blocks where there are more neurons than an eye can follow', () => {
    const diagram = layout([dense(100), dense(10)], [1, 28, 28])!
    expect(diagram.kind).toBe('blocks')
    const heights = diagram.columns.map((column) => column.bottom - column.top)
    expect(heights[0]).toBeGreaterThan(heights[1]!)
    expect(heights[1]).toBeGreaterThan(heights[2]!)
    expect(heights[2]).toBeGreaterThanOrEqual(16)
  })

  it('stays inside its room, whatever that is', () => {
    for (const [width, height] of [
      [400, 200],
      [600, 300],
      [1400, 800],
    ]) {
      for (const layers of [
        [dense(16), dense(16), dense(2)],
        [dense(1000)],
        Array.from({ length: 12 }, () => dense(4)),
      ]) {
        const diagram = layout(layers, [2], width, height)!
        for (const { x, top, bottom } of diagram.columns) {
          expect(x - diagram.radius).toBeGreaterThanOrEqual(0)
          expect(x + diagram.radius).toBeLessThanOrEqual(width!)
          expect(top).toBeGreaterThanOrEqual(0)
          expect(bottom + 40).toBeLessThanOrEqual(height!)
        }
      }
    }
  })

  it('is not drawn where there is no room for it', () => {
    expect(layout([dense(1)], [2], 100, 400)).toBeNull()
    expect(layout([dense(1)], [2], 800, 60)).toBeNull()
  })
})
