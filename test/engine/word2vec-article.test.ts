import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { closeTo } from './support/numbers.ts'
import { experimentOf, trainerOn } from './support/train.ts'

const vocabulary = ['I', 'like', 'playing', 'football']

/** W, (V, N), and W', (N, V), as the article prints them. */
const W = [
  [-1.38118728, 0.54849373],
  [0.39389902, -1.1501331],
  [-1.16967628, 0.36078022],
  [0.06676289, -0.14292845],
]
const Wp = [
  [1.39420129, -0.89441757, 0.99869667, 0.44447037],
  [0.69671796, -0.23364341, 0.21975196, -0.0022673],
]

/** One training step of the article's network: `h = Wᵀx̄`, `u = W'ᵀh`, `y = softmax(u)`. −1 is no word. */
function stepOn(context: readonly number[], targets: readonly number[]) {
  const dataset: Dataset = {
    count: 1,
    inputShape: [context.length],
    targetShape: [4],
    inputs: Int32Array.from(context),
    targets: Int32Array.from(targets),
    targetIndexes: targets.length,
    vocabulary,
    task: 'classification',
  }
  const values = transposed(Wp)
  const layers = [
    { type: 'embedding', dim: 2, weightInit: { type: 'values', values: W } },
    { type: 'dense', units: 4, bias: false, weightInit: { type: 'values', values } },
    { type: 'softmax' },
  ]
  const trainer = trainerOn(dataset, experimentOf({ network: { layers }, loss: 'categorical_cross_entropy' }))
  const { loss } = trainer.step()
  const outputOf = (index: number, width: number) =>
    Array.from(trainer.network.layers[index]?.buffers.output.subarray(0, width) ?? [])
  const gradientOf = (index: number) => Array.from(trainer.network.parameters[index]?.gradient ?? [])
  return {
    h: outputOf(0, 2),
    u: outputOf(1, 4),
    y: outputOf(2, 4),
    loss,
    dW: gradientOf(0),
    // The dense layer keeps W' as (units, inputs), which is its transpose.
    dWp: [0, 1].map((n) => gradientOf(1).filter((_, i) => i % 2 === n)).flat(),
    after: Array.from(trainer.network.parameters[0]?.value ?? []),
  }
}

describe('the word2vec article, "I like playing football", context "I", target "like"', () => {
  const { h, u, y, loss, dW, dWp, after } = stepOn([0], [1])

  it('gives h, u and y', () => {
    closeTo(h, [-1.38118728, 0.54849373], 1e-15)
    closeTo(u, [-1.543507654869, 1.107206225252, -1.258854564967, -0.615140421215], 1e-12)
    closeTo(y, [0.052565673675, 0.744547904888, 0.069875592082, 0.133010829356], 1e-12)
  })

  it('gives the loss 0.29497808388102653: −log of the second output, which the article calls y₃', () => {
    expect(loss).toBeCloseTo(0.29497808388102653, 15)
    expect(loss).toBeCloseTo(-Math.log(y[1] ?? NaN), 15)
    // With y₃, the third word, the loss would be 2.66.
    expect(Math.abs(loss + Math.log(y[2] ?? NaN))).toBeGreaterThan(2)
  })

  it('gives ∂L/∂W, in the row of "I" alone', () => {
    closeTo(dW, [0.430671865873, 0.111361870385, 0, 0, 0, 0, 0, 0], 1e-12)
    expect(dW.slice(2).every((value) => value === 0)).toBe(true)
  })

  it("gives the first row of ∂L/∂W'", () => {
    closeTo(dWp.slice(0, 4), [-0.072603039844, 0.352827184419, -0.096511278966, -0.183712865608], 1e-12)
  })

  it('moves the word "I" against its gradient and leaves every other word where it was', () => {
    closeTo(after.slice(0, 2), [-1.38118728 - 0.1 * 0.430671865873, 0.54849373 - 0.1 * 0.111361870385], 1e-12)
    expect(after.slice(2)).toEqual(W.slice(1).flat())
  })
})

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0)
const transposed = (m: readonly (readonly number[])[]) => (m[0] ?? []).map((_, j) => m.map((row) => row[j] ?? NaN))
const times = (m: readonly (readonly number[])[], v: readonly number[]) => m.map((row) => dot(row, v))
const outer = (a: readonly number[], b: readonly number[]) => a.flatMap((x) => b.map((z) => x * z))
const oneHot = (word: number) => vocabulary.map((_, i) => (i === word ? 1 : 0))
const sum = (vectors: readonly (readonly number[])[]) => transposed(vectors).map((column) => dot(column, vectors.map(() => 1))) // prettier-ignore

/** The article's formulas with one-hot vectors and whole matrices, for context words and target words. */
function byFormula(context: readonly number[], targets: readonly number[]) {
  const xMean = sum(context.map(oneHot)).map((count) => count / context.length)
  const h = times(transposed(W), xMean)
  const u = times(transposed(Wp), h)
  const total = u.reduce((all, value) => all + Math.exp(value), 0)
  const y = u.map((value) => Math.exp(value) / total)
  const loss = targets.reduce((all, word) => all - (u[word] ?? NaN), targets.length * Math.log(total))
  const E = sum(targets.map((word) => y.map((value, i) => value - (oneHot(word)[i] ?? NaN))))
  return { h, u, y, loss, dWp: outer(h, E), dW: outer(xMean, times(Wp, E)) }
}

function expectFormula(found: ReturnType<typeof stepOn>, expected: ReturnType<typeof byFormula>): void {
  expect(found.loss).toBeCloseTo(expected.loss, 13)
  for (const key of ['h', 'u', 'y', 'dW', 'dWp'] as const) closeTo(found[key], expected[key], 1e-14)
}

describe('CBOW with several context words', () => {
  it.each([
    ['the words on both sides', [0, 2], [0, 2], 1],
    ['three words', [3, 0, 1], [3, 0, 1], 2],
    ['a context that begins before the sentence', [-1, -1, 1, 2], [1, 2], 0],
    ['a word that stands twice in the context', [1, 3, 1, -1], [1, 3, 1], 0],
  ])('is x̄ ⊗ (W′e) and h ⊗ e: %s', (_what, inputs, context, target) => {
    expectFormula(stepOn(inputs, [target]), byFormula(context, [target]))
  })
})

describe('skip-gram', () => {
  it.each([
    ['one context word', [2], [2]],
    ['the words on both sides', [0, 2], [0, 2]],
    ['a context that ends with the sentence', [1, 2, -1, -1], [1, 2]],
    ['a word that stands twice in the context', [2, 0, 2], [2, 0, 2]],
  ])('is x ⊗ (W′E) and h ⊗ E with E the sum over the context: %s', (_what, targets, context) => {
    expectFormula(stepOn([1], targets), byFormula([1], context))
  })
})
