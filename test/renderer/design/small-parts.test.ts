import { describe, expect, it } from 'vitest'
import type { LayerSpec } from '../../../src-engine/layers/index.ts'
import { layers } from '../../../src-engine/registry.ts'
import { activationCurve } from '../../../src-renderer/design/activation-curve.ts'
import { entryOf, layerCatalog } from '../../../src-renderer/design/catalog.ts'
import { layerForms } from '../../../src-renderer/design/forms/layers.ts'
import { formatNumbers, readNumbers } from '../../../src-renderer/design/numbers-text.ts'
import { sameData, setAt, valueAt } from '../../../src-renderer/design/set-at.ts'
import { positionOf, valueAtPosition, type SliderRange } from '../../../src-renderer/design/slider-scale.ts'
import { withPart } from '../../../src-renderer/design/split-percent.ts'

describe('plain data', () => {
  const data = { a: [{ b: 1 }, { c: 2 }], d: { e: 3 } }

  it('is changed at a path in a copy that shares the rest', () => {
    const changed = setAt(data, ['a', 0, 'b'], 5)
    expect(changed).toEqual({ a: [{ b: 5 }, { c: 2 }], d: { e: 3 } })
    expect(changed.d).toBe(data.d)
    expect(changed.a[1]).toBe(data.a[1])
    expect(data.a[0]).toEqual({ b: 1 })
  })

  it('loses a key that is set to undefined', () => {
    expect(Object.keys(setAt({ limit: 10, name: 'idx' }, ['limit'], undefined))).toEqual(['name'])
  })

  it('is read at a path, undefined where there is nothing', () => {
    expect(valueAt(data, ['a', 1, 'c'])).toBe(2)
    expect(valueAt(data, ['x', 'y', 'z'])).toBeUndefined()
  })

  it('is the same whatever the order of its keys, and different in any value', () => {
    expect(sameData({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).toBe(true)
    expect(sameData({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 3 }], a: 1 })).toBe(false)
    expect(sameData({ a: 1 }, { a: 1, b: undefined })).toBe(false)
    expect(sameData([], {})).toBe(false)
    expect(sameData(null, {})).toBe(false)
  })
})

describe('a slider', () => {
  const rate: SliderRange = { from: 0.0001, to: 10, scale: 'log' }
  const momentum: SliderRange = { from: 0, to: 0.999, scale: 'complement' }
  const noise: SliderRange = { from: 0, to: 0.5, scale: 'linear' }

  it('of a learning rate has a decade in each fifth', () => {
    expect([0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => valueAtPosition(at, rate))).toEqual([0.0001, 0.001, 0.01, 0.1, 1, 10])
    expect(positionOf(0.1, rate)).toBeCloseTo(0.6, 12)
  })

  it('of momentum has 0.9 after one third and 0.99 after two', () => {
    expect([0, 1 / 3, 2 / 3, 1].map((at) => valueAtPosition(at, momentum))).toEqual([0, 0.9, 0.99, 0.999])
    expect(positionOf(0.9, momentum)).toBeCloseTo(1 / 3, 12)
  })

  it('gives values of two digits that stand where they were chosen', () => {
    expect(valueAtPosition(0.55, rate)).toBe(0.056)
    expect(valueAtPosition(0.5, noise)).toBe(0.25)
    for (const range of [rate, momentum, noise]) {
      for (let at = 0; at <= 1; at += 0.01) {
        expect(Math.abs(positionOf(valueAtPosition(at, range), range) - at)).toBeLessThan(0.01)
      }
    }
  })

  it('stands at its end for values beyond it', () => {
    expect(positionOf(0, rate)).toBe(0)
    expect(positionOf(100, rate)).toBe(1)
    expect(positionOf(0.9999, momentum)).toBe(1)
  })
})

describe('the split', () => {
  it('gives training what the other parts leave, without a rest of binary fractions', () => {
    const split = { train: 0.8, validation: 0.1, test: 0.1 }
    expect(withPart(split, 'validation', 0.2)).toEqual({ train: 0.7, validation: 0.2, test: 0.1 })
    expect(withPart(split, 'test', 0)).toEqual({ train: 0.9, validation: 0.1, test: 0 })
  })

  it('always adds up to what the engine accepts', () => {
    for (let percent = 0; percent < 90; percent++) {
      const { train, validation, test } = withPart({ train: 0.8, validation: 0.1, test: 0.1 }, 'test', percent / 100)
      expect(Math.abs(train + validation + test - 1)).toBeLessThan(1e-9)
      expect(train).toBeGreaterThan(0)
    }
  })
})

describe('numbers as text', () => {
  it('stand one row per line and are read back as they were', () => {
    const rows = [
      [1, -0.5],
      [0, 2e-7],
    ]
    expect(formatNumbers(rows)).toBe('[[1, -0.5],\n [0, 2e-7]]')
    expect(readNumbers(formatNumbers(rows))).toEqual(rows)
    expect(readNumbers(formatNumbers([1, 2, 3]))).toEqual([1, 2, 3])
  })

  it('are nothing else: no words, no objects, no half of a list', () => {
    for (const text of ['', '[1, 2', '[1, "2"]', '{"a": 1}', '[null]', '3']) expect(readNumbers(text), text).toBeNull()
  })
})

describe('the picture of an activation', () => {
  it('exists for every layer that says it has a curve', () => {
    for (const { type } of layers) {
      if (layerForms[type].glyph !== 'curve') continue
      expect(activationCurve(entryOf(layerCatalog, type).fresh(), 16, 2), type).toMatch(/^M2\.0 14\.0L.*14\.0 2\.0$/)
    }
  })

  it('is flat below zero for ReLU and rises all the way for sigmoid', () => {
    const heights = (type: LayerSpec['type']): number[] =>
      activationCurve(entryOf(layerCatalog, type).fresh(), 16, 2)
        .slice(1)
        .split('L')
        .map((point) => Number(point.split(' ')[1]))
    expect(heights('relu').slice(0, 13)).toEqual(Array.from({ length: 13 }, () => 14))
    expect(heights('relu')[24]).toBe(2)
    expect(heights('sigmoid')[12]).toBe(8)
    expect(heights('sigmoid')[18]).toBeLessThan(8)
  })
})
