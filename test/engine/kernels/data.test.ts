import { describe, expect, it } from 'vitest'
import type { DataArray } from '../../../src-engine/datasets/dataset.ts'
import { referenceKernels as reference } from '../../../src-engine/kernels/reference.ts'
import { createBench, exact, fastKernels, unit, wrongIn } from './support/twins.ts'

describe.each(fastKernels)('data with %s kernels', (_name, create) => {
  const bench = createBench(create())
  const { kernels, rng } = bench
  const widths = [...Array.from({ length: 70 }, (_, i) => i + 1), 784, 1020, 1021, 2100]

  const types: readonly (readonly [string, (count: number) => DataArray])[] = [
    ['bytes', (count) => Uint8Array.from({ length: count }, () => rng.below(256))],
    ['whole numbers', (count) => Int32Array.from({ length: count }, () => rng.uint32() - 2 ** 31)],
    ['float32', (count) => Float32Array.from({ length: count }, () => 1000 * rng.normal())],
    ['float64', (count) => Float64Array.from({ length: count }, () => 1000 * rng.normal())],
  ]

  it.each(types)(
    'gathers rows of %s to the same bits as the reference, scaled alike or each by its own',
    (_type, make) => {
      for (const width of widths) {
        const count = 7
        const values = make(count * width)
        const indexes = Uint32Array.from({ length: 5 }, () => rng.below(count))
        for (const scales of [1, width]) {
          const shift = Float64Array.from({ length: scales }, () => 100 * rng.normal())
          const factor = Float64Array.from({ length: scales }, () => rng.normal())
          const found = bench.output('found', 5 * width)
          const placed = [
            kernels.place(values),
            kernels.place(indexes),
            kernels.place(shift),
            kernels.place(factor),
          ] as const
          kernels.gather(5, width, ...placed, found)
          const expected = new Float32Array(5 * width)
          reference.gather(5, width, values, indexes, shift, factor, expected)
          expect([width, scales, wrongIn(found, expected, 0)]).toEqual([width, scales, []])
        }
      }
    },
  )

  it('embeds any count of words in any dimension, and brings the gradient back to their rows', () => {
    const vocabulary = 9
    for (let dim = 1; dim <= 70; dim++) {
      for (const count of [1, 4]) {
        const n = 6
        const words = Float32Array.from({ length: n * count }, () => rng.below(vocabulary + 1) - 1)
        words.fill(-1, 0, count)
        const input = bench.of('words', words)
        const weight = bench.random('weight', vocabulary * dim)
        const output = bench.output('output', n * dim)
        kernels.embeddingForward(n, count, vocabulary, dim, input, weight, output)
        const expected = new Float64Array(n * dim)
        reference.embeddingForward(n, count, vocabulary, dim, exact(input), exact(weight), expected)
        expect(wrongIn(output, expected, 2 * count * unit)).toEqual([])

        const dOutput = bench.random('dOutput', n * dim)
        const dWeight = bench.output('dWeight', vocabulary * dim)
        kernels.embeddingBackward(n, count, vocabulary, dim, input, dOutput, dWeight)
        const gradient = new Float64Array(vocabulary * dim)
        reference.embeddingBackward(n, count, vocabulary, dim, exact(input), exact(dOutput), gradient)
        expect(wrongIn(dWeight, gradient, 2 * n * count * unit)).toEqual([])
      }
    }
  })

  it('stops at a word outside the vocabulary instead of reading or writing elsewhere', () => {
    const input = bench.of('words', [9])
    const [weight, output] = [bench.random('weight', 9 * 4), bench.output('output', 9 * 4)] as const
    expect(() => {
      kernels.embeddingForward(1, 1, 9, 4, input, weight, output)
    }).toThrow(/unreachable/)
    expect(() => {
      kernels.embeddingBackward(1, 1, 9, 4, input, weight, output)
    }).toThrow(/unreachable/)
  })
})
