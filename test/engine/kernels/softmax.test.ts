import { describe, expect, it } from 'vitest'
import { referenceKernels as reference } from '../../../src-engine/kernels/reference.ts'
import { createBench, exact, fastKernels, unit, wrongIn, type Bench } from './support/twins.ts'

const shapes: (readonly [n: number, width: number])[] = []
for (let width = 1; width <= 70; width++) for (const n of [1, 2, 7]) shapes.push([n, width])

/** Scores up to ±30, as of a network that is sure of itself. */
function scoresOf(bench: Bench, count: number): Float32Array {
  const scores = bench.random('scores', count)
  for (let i = 0; i < count; i++) scores[i] = 30 * (scores[i] as number)
  return scores
}

/** One class for most samples, several for some, as skip-gram has. */
function targetsOf(bench: Bench, n: number, width: number): Float32Array {
  const target = bench.of('target', new Float32Array(n * width))
  for (let row = 0; row < n; row++) {
    for (let classes = row % 3 === 2 ? 3 : 1; classes > 0; classes--) {
      const at = row * width + bench.rng.below(width)
      target[at] = (target[at] as number) + 1
    }
  }
  return target
}

describe.each(fastKernels)('softmax and its cross-entropy with %s kernels', (_name, create) => {
  const bench = createBench(create())
  const { kernels } = bench

  it.each(shapes)('agree with the reference on %i rows of %i', (n, width) => {
    const count = n * width
    const scores = scoresOf(bench, count)
    const target = targetsOf(bench, n, width)
    const expected = new Float64Array(count)

    const output = bench.output('output', count)
    kernels.softmaxForward(n, width, scores, output)
    reference.softmaxForward(n, width, exact(scores), expected)
    // Scores are subtracted with an error of half a unit of up to 64: the power carries it as a relative error.
    expect(wrongIn(output, expected, expected.map((p) => (32 + width) * unit * p + 1e-45))).toEqual([]) // prettier-ignore

    const p = bench.of('p', output.subarray(0, count))
    const dInput = bench.output('dInput', count)
    kernels.softmaxCrossEntropyBackward(n, width, 0.25, p, target, dInput)
    reference.softmaxCrossEntropyBackward(n, width, 0.25, exact(p), exact(target), expected)
    expect(wrongIn(dInput, expected, 3 * unit)).toEqual([])

    const dOutput = bench.random('dOutput', count)
    dInput.fill(12_345)
    kernels.softmaxBackward(n, width, p, dOutput, dInput)
    reference.softmaxBackward(n, width, exact(p), exact(dOutput), expected)
    expect(wrongIn(dInput, expected, (width + 2) * unit)).toEqual([])

    dInput.fill(12_345)
    kernels.sigmoidCrossEntropyBackward(count, 0.25, p, target, dInput)
    reference.sigmoidCrossEntropyBackward(count, 0.25, exact(p), exact(target), expected)
    expect(wrongIn(dInput, expected, 2 * unit)).toEqual([])

    const merged = bench.output('merged', count)
    const loss = kernels.softmaxCrossEntropy(n, width, scores, target, merged)
    const trueLoss = reference.softmaxCrossEntropy(n, width, exact(scores), exact(target), expected)
    expect(Math.abs(loss - trueLoss)).toBeLessThan(4e-7 * Math.max(trueLoss, 1e-3))
    expect(Array.from(merged.subarray(0, count + 8)), 'merged with the loss').toEqual([...p, ...Array<number>(8).fill(12_345)]) // prettier-ignore
  })

  it.each([1, 2, 3, 5, 8, 15, 16, 17, 255, 256, 257, 300, 700, 5000])(
    'agree with the reference on %i sigmoids',
    (count) => {
      const scores = scoresOf(bench, count)
      const target = bench.random('target', count).map((value) => Math.abs(value))
      const placed = bench.of('target', target)
      const expected = new Float64Array(count)
      const output = bench.output('output', count)
      const loss = kernels.sigmoidCrossEntropy(count, scores, placed, output)
      const trueLoss = reference.sigmoidCrossEntropy(count, exact(scores), exact(placed), expected)
      expect(Math.abs(loss / trueLoss - 1)).toBeLessThan(1e-6)
      expect(wrongIn(output, expected, expected.map((a) => 3 * unit * a + 1e-45))).toEqual([]) // prettier-ignore
    },
  )

  it('keep the loss of sigmoids that are right, down to the last bits of one', () => {
    const scores = bench.of('scores', [12, -14, 9])
    const target = bench.of('target', [1, 0, 1])
    const room = bench.output('output', 3)
    const loss = reference.sigmoidCrossEntropy(3, exact(scores), exact(target), new Float64Array(3))
    expect(loss).toBeLessThan(2e-4)
    expect(kernels.sigmoidCrossEntropy(3, scores, target, room) / loss).toBeCloseTo(1, 6)
  })

  it.each([NaN, Infinity, -Infinity])('treat a sigmoid’s score of %f as the reference does', (value) => {
    for (const y of [0, 1]) {
      const expected = new Float64Array(1)
      const output = bench.output('output', 1)
      const [score, target] = [bench.of('scores', [value]), bench.of('target', [y])]
      const found = kernels.sigmoidCrossEntropy(1, score, target, output)
      expect(found).toBe(reference.sigmoidCrossEntropy(1, exact(score), exact(target), expected))
      expect(wrongIn(output, expected, 0)).toEqual([])
    }
  })

  it('keeps the loss of samples classified well, of which nothing but small powers is left', () => {
    const scores = bench.of('scores', [18, 1, 0, -1, 2])
    const target = bench.of('target', [1, 0, 0, 0, 0])
    const loss = reference.softmaxCrossEntropy(1, 5, exact(scores), exact(target), new Float64Array(5))
    expect(loss).toBeLessThan(2e-7)
    const output = bench.output('output', 5)
    expect(kernels.softmaxCrossEntropy(1, 5, scores, target, output) / loss).toBeCloseTo(1, 6)
  })

  it.each([
    [NaN, 0, 1],
    [Infinity, 0, 1],
    [-Infinity, -Infinity, -Infinity],
    [-Infinity, 0, 1],
    [1000, -1000, 0],
  ])('treats scores of %f, %f and %f as the reference does', (...values) => {
    const scores = bench.of('scores', values)
    const output = bench.output('output', 3)
    const expected = new Float64Array(3)
    kernels.softmaxForward(1, 3, scores, output)
    reference.softmaxForward(1, 3, exact(scores), expected)
    expect(wrongIn(output, expected, unit)).toEqual([])
    for (const hot of [0, 1, 2]) {
      const target = bench.of('target', [0, 0, 0])
      target[hot] = 1
      const loss = reference.softmaxCrossEntropy(1, 3, exact(scores), exact(target), expected)
      const found = kernels.softmaxCrossEntropy(1, 3, scores, target, output)
      if (Number.isFinite(loss)) expect(found).toBeCloseTo(loss, 6)
      else expect(found).toBe(loss)
    }
  })
})
