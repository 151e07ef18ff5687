import fc from 'fast-check'
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
  return layoutDiagram(layers, report, { inputShape }, width, height)
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
    const diagram = layout([dense(100), dense(10)], [784])!
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

  it('draws images as sheets, one behind the other for the channels, smaller where they are smaller', () => {
    const conv = entryOf(layerCatalog, 'conv2d').fresh()
    const pool = entryOf(layerCatalog, 'max_pool2d').fresh()
    const diagram = layout([conv, { type: 'relu' }, pool, { type: 'flatten' }, dense(10)], [1, 28, 28])!
    expect(diagram.columns.map((column) => column.layers)).toEqual([[], [0, 1], [2, 3], [4]])
    expect(diagram.columns.map((column) => column.sheets.length)).toEqual([1, 6, 6, 1])
    const [input, convolved, pooled] = diagram.columns.map((column) => column.sheets[0]!)
    expect(input!.width).toBeCloseTo(input!.height)
    expect(convolved!.height / input!.height).toBeCloseTo(26 / 28)
    expect(pooled!.height / convolved!.height).toBeCloseTo(1 / 2)
  })

  it('draws words as the neurons of their vocabulary', () => {
    const vocabulary = ['a', 'b', 'c', 'd', 'e']
    const layers = [entryOf(layerCatalog, 'embedding').fresh(), dense(5)]
    const data = { inputShape: [2], targetShape: [5], task: 'classification', vocabulary } as const
    const report = checkNetwork({ network: { layers }, loss: 'categorical_cross_entropy' }, data)
    const diagram = layoutDiagram(layers, report, data, 800, 400)!
    expect(diagram.columns.map((column) => column.neurons.length)).toEqual([5, 8, 5])
  })

  it('breaks for no stack: every number is finite, and every column is inside the width', () => {
    const types = [...layerCatalog.keys()]
    const shape = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 })
    const names = fc.array(fc.constantFrom(...types), { maxLength: 8 })
    fc.assert(
      fc.property(shape, names, fc.boolean(), (inputShape, stack, isText) => {
        const layers = stack.map((type) => entryOf(layerCatalog, type).fresh())
        const vocabulary = isText ? ['a', 'b', 'c'] : null
        const data = { inputShape, targetShape: [1], task: 'classification', vocabulary } as const
        const report = checkNetwork({ network: { layers }, loss: 'mean_squared_error' }, data)
        const diagram = layoutDiagram(layers, report, data, 900, 300)
        expect(diagram === null).toBe(report.layers.some((layer) => layer.outputShape === null))
        for (const { left, right, top, bottom } of diagram?.columns ?? []) {
          expect([left, right, top, bottom].every(Number.isFinite)).toBe(true)
          expect(left).toBeGreaterThanOrEqual(0)
          expect(right).toBeLessThanOrEqual(900)
        }
        expect(diagram?.joints.join('') ?? '').not.toMatch(/NaN|Infinity/)
      }),
    )
  })

  it('is not drawn where there is no room for it', () => {
    expect(layout([dense(1)], [2], 100, 400)).toBeNull()
    expect(layout([dense(1)], [2], 800, 60)).toBeNull()
  })
})
