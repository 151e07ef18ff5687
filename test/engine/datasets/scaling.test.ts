import { describe, expect, it } from 'vitest'
import type { DataArray, Dataset } from '../../../src-engine/datasets/dataset.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { createInputGather, gatherTargets } from '../../../src-engine/datasets/gather.ts'
import { fitScaling } from '../../../src-engine/datasets/scaling.ts'

function datasetOf(inputs: DataArray, width: number): Dataset {
  const count = inputs.length / width
  const targets = Float64Array.from({ length: 2 * count }, (_, i) => i)
  return { count, inputShape: [width], targetShape: [2], inputs, targets, task: 'regression' }
}

const all = (dataset: Dataset) => Uint32Array.from({ length: dataset.count }, (_, i) => i)

function scaled(scale: 'none' | 'unit' | 'standard', dataset: Dataset, train = all(dataset)): number[] {
  const destination = new Float64Array(dataset.inputs.length)
  createInputGather(dataset, fitScaling(scale, dataset, train), dataset.count, referenceKernels)(
    all(dataset),
    0,
    dataset.count,
    destination,
  )
  return [...destination]
}

describe('scaling inputs', () => {
  it('"none" leaves every number as it is', () => {
    expect(scaled('none', datasetOf(Float64Array.of(-3, 1e300, 5e-324, 0.1), 2))).toEqual([-3, 1e300, 5e-324, 0.1])
  })

  it('"unit" divides bytes by 255, whichever bytes occur', () => {
    const dataset = datasetOf(Uint8Array.of(0, 51, 102, 204), 2)
    expect(fitScaling('unit', dataset, all(dataset))).toEqual({ shift: [0], factor: [1 / 255] })
    scaled('unit', dataset).forEach((value, i) => expect(value).toBeCloseTo([0, 0.2, 0.4, 0.8][i] as number, 15))
  })

  it('leaves inputs that stand for a category as they are, 0 and 1', () => {
    const dataset = {
      ...datasetOf(Float64Array.of(10, 1, 0, 30, 0, 1), 3),
      inputScales: [null, 'category', 'category'] as const,
    }
    expect(scaled('standard', dataset)).toEqual([-1, 1, 0, 1, 0, 1])
    expect(scaled('unit', dataset, Uint32Array.of(0))).toEqual([0, 1, 0, 20, 0, 1])
  })

  it('"unit" brings each input from its own smallest and largest value to 0 and 1', () => {
    expect(scaled('unit', datasetOf(Float64Array.of(10, -1, 20, 1, 15, 3), 2))).toEqual([0, 0, 1, 0.5, 0.5, 1])
  })

  it('"standard" gives each input mean 0 and standard deviation 1', () => {
    // Mean 5, variance (9 + 1 + 1 + 1 + 0 + 0 + 4 + 16) / 8 = 4.
    const values = [2, 4, 4, 4, 5, 5, 7, 9]
    const dataset = datasetOf(Float64Array.from(values.flatMap((value) => [value, 1000 - 3 * value])), 2)
    const { shift, factor } = fitScaling('standard', dataset, all(dataset))
    expect(shift).toEqual([5, 985])
    expect(factor[0]).toBe(0.5)
    expect(factor[1]).toBeCloseTo(1 / 6, 15)
  })

  it('"standard" makes 0 of what gaps were filled with, however the mean was added up', () => {
    const known = [0.1, 0.2, 0.3, 0.7, 1.1]
    const filling = known.reduce((sum, value) => sum + value, 0) / known.length
    const dataset = datasetOf(Float64Array.of(...known, filling, filling), 1)
    // Without being told, the two ways of adding up differ in the last bit.
    expect(scaled('standard', dataset)[5]).not.toBe(0)
    expect(Math.abs(scaled('standard', dataset)[5]!)).toBeLessThan(1e-14)
    expect(scaled('standard', { ...dataset, fillings: [filling] }).slice(5)).toEqual([0, 0])
    // A filling that is not the mean of what is trained on changes nothing.
    expect(scaled('standard', { ...dataset, fillings: [0.5] })).toEqual(scaled('standard', dataset))
  })

  it.each(['unit', 'standard'] as const)('"%s" is fitted on the training part and nothing else', (scale) => {
    const train = Uint32Array.of(1, 3)
    const original = datasetOf(Float64Array.of(9, 1, 8, 3, 7, 5), 1)
    const othersChanged = datasetOf(Float64Array.of(-900, 1, 1e9, 3, 0, 55), 1)
    const expected = scale === 'unit' ? { shift: [1], factor: [0.5] } : { shift: [2], factor: [1] }
    expect(fitScaling(scale, original, train)).toEqual(expected)
    expect(fitScaling(scale, othersChanged, train)).toEqual(expected)
  })

  it.each(['unit', 'standard'] as const)('"%s" shifts an input that never varies to 0 exactly', (scale) => {
    const dataset = datasetOf(Float64Array.of(0.1, 1, 0.1, 2, 0.1, 3), 2)
    expect(scaled(scale, dataset).filter((_, i) => i % 2 === 0)).toEqual([0, 0, 0])
    expect(fitScaling(scale, dataset, all(dataset)).factor[0]).toBe(1)
  })

  it.each(['unit', 'standard'] as const)('"%s" never makes NaN or Infinity of tiny or huge spreads', (scale) => {
    const dataset = datasetOf(Float64Array.of(0, 1e150, 1, 5e-324, -1e150, 1 + Number.EPSILON), 3)
    expect(scaled(scale, dataset).every(Number.isFinite)).toBe(true)
  })

  it.each(['unit', 'standard'] as const)('"%s" says so when values are too far apart for float64', (scale) => {
    const dataset = datasetOf(Float64Array.of(0, 1e308, 0, -1e308), 2)
    expect(() => fitScaling(scale, dataset, all(dataset))).toThrow(
      'scale: cannot scale input 1: its values are too far apart; needs smaller values or "none"',
    )
  })
})

describe('gathering a batch', () => {
  const dataset = datasetOf(Float64Array.of(0, 1, 10, 11, 20, 21, 30, 31), 2)
  const indexes = Uint32Array.of(3, 0, 2, 1)

  it('writes the asked rows in the order of the indexes, and nothing behind them', () => {
    const inputs = new Float32Array(6).fill(-1)
    createInputGather(dataset, { shift: [0], factor: [1] }, 2, referenceKernels)(indexes, 1, 2, inputs)
    expect([...inputs]).toEqual([0, 1, 20, 21, -1, -1])

    const targets = new Float32Array(6).fill(-1)
    gatherTargets(dataset, indexes, 1, 2, targets)
    expect([...targets]).toEqual([0, 1, 4, 5, -1, -1])
  })

  it('scales each input by its own pair', () => {
    const inputs = new Float64Array(4)
    createInputGather(dataset, { shift: [0, 1], factor: [2, 0.1] }, 2, referenceKernels)(indexes, 0, 2, inputs)
    expect([...inputs]).toEqual([60, 3, 0, 0])
  })
})
