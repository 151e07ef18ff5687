import { describe, expect, it } from 'vitest'
import { initializerSchema, type InitializerSpec } from '../../src-engine/initializers/index.ts'
import { initializerOf, initializers } from '../../src-engine/registry.ts'
import { createRng } from '../../src-engine/rng.ts'

const fanIn = 300
const fanOut = 100
const target = { shape: [fanOut, fanIn], fanIn, fanOut }

function fill(spec: InitializerSpec): Float64Array {
  const values = new Float64Array(fanOut * fanIn)
  initializerOf(spec).fill(spec, target, createRng(1, spec.type), values)
  return values
}

/** Mean, variance and range each initialiser's formula promises for 300 inputs and 100 outputs. */
const promises: Record<
  Exclude<InitializerSpec['type'], 'values'>,
  { spec?: object; mean: number; variance: number; limit?: number }
> = {
  zeros: { mean: 0, variance: 0, limit: 0 },
  constant: { spec: { value: 0.25 }, mean: 0.25, variance: 0, limit: 0.25 },
  normal: { spec: { mean: 2, std: 3 }, mean: 2, variance: 9 },
  uniform: { spec: { min: -1, max: 3 }, mean: 1, variance: 16 / 12, limit: 3 },
  glorot_uniform: { mean: 0, variance: 2 / (fanIn + fanOut), limit: Math.sqrt(6 / (fanIn + fanOut)) },
  glorot_normal: { mean: 0, variance: 2 / (fanIn + fanOut) },
  he_uniform: { mean: 0, variance: 2 / fanIn, limit: Math.sqrt(6 / fanIn) },
  he_normal: { mean: 0, variance: 2 / fanIn },
  lecun_normal: { mean: 0, variance: 1 / fanIn },
}

describe('initialisers', () => {
  it('all have a promise here, or are given numbers', () => {
    expect(initializers.map(({ type }) => type).sort()).toEqual([...Object.keys(promises), 'values'].sort())
  })

  it.each(Object.entries(promises))('%s has the mean, variance and range of its formula', (type, promise) => {
    const values = fill(initializerSchema.parse({ type, ...promise.spec }))
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    // Five standard errors of a mean and of a variance over 30,000 draws.
    expect(Math.abs(mean - promise.mean)).toBeLessThanOrEqual(5 * Math.sqrt(promise.variance / values.length))
    expect(Math.abs(variance - promise.variance)).toBeLessThanOrEqual(
      5 * promise.variance * Math.sqrt(2 / values.length),
    )
    if (promise.limit !== undefined) expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(promise.limit)
  })

  it('values takes the numbers in the order they are written: one row per unit', () => {
    const destination = new Float64Array(6)
    const spec = initializerSchema.parse({ type: 'values', values: [[1, 2, 3], [4, 5, 6]] }) // prettier-ignore
    initializerOf(spec).fill(spec, { shape: [2, 3], fanIn: 3, fanOut: 2 }, createRng(1), destination)
    expect(Array.from(destination)).toEqual([1, 2, 3, 4, 5, 6])
  })
})
