import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../../src-engine/datasets/dataset.ts'
import { createLedger, type LedgerStep } from '../../../src-engine/explain/ledger.ts'
import { symbolicLine, type Quantity } from '../../../src-engine/explain/symbolic.ts'
import type { Experiment } from '../../../src-engine/spec.ts'
import { closeTo } from '../support/numbers.ts'
import { datasetOf, denseOf, experimentOf } from '../support/train.ts'

const sigmoid = { type: 'sigmoid' }

function stepsOf(
  experiment: Experiment,
  steps: number,
  dataset: Dataset = datasetOf(experiment),
): readonly LedgerStep[] {
  return createLedger({ experiment, dataset, steps }).steps
}

/** The numbers of the first sample, or of a whole weight, flat. */
const flat = (values: unknown) => [values ?? []].flat(Infinity) as number[]

describe('the Perceptron notebook in the ledger', () => {
  const oneSample = (inputs: number[], target: number) => ({ name: 'inline', inputs: [inputs], targets: [[target]] })
  const twoTwoOne = (rows: number[][]) => ({ layers: [denseOf([...rows, ...rows], [0, 0]), sigmoid, denseOf(rows, [0]), sigmoid] }) // prettier-ignore

  it('gives 0.9990889488055994 for the neuron with w = (0, 1), b = 4 and x = (2, 3)', () => {
    const experiment = experimentOf({ network: { layers: [denseOf([[0, 1]], [4]), sigmoid] }, dataset: oneSample([2, 3], 0) }) // prettier-ignore
    const [step] = stepsOf(experiment, 1)
    expect(flat(step?.layers[0]?.output)).toEqual([7])
    expect(flat(step?.layers[1]?.output)).toEqual([0.9990889488055994])
  })

  it('gives 0.7216325609518421 for the 2-2-1 network with all weights (0, 1)', () => {
    const experiment = experimentOf({ network: twoTwoOne([[0, 1]]), dataset: oneSample([2, 3], 0) })
    expect(flat(stepsOf(experiment, 1)[0]?.layers[3]?.output)).toEqual([0.7216325609518421])
  })

  const experiment = experimentOf({ network: twoTwoOne([[1, 1]]), dataset: oneSample([-2, -1], 1) })
  const [step] = stepsOf(experiment, 1)

  it('gives Alice’s h, output, loss and derivatives with all weights 1', () => {
    closeTo(flat(step?.layers[1]?.output), [0.047425873178, 0.047425873178], 1e-12)
    closeTo(flat(step?.layers[3]?.output), [0.523695174084], 1e-12)
    expect(step?.loss).toBeCloseTo(0.226866287191, 12)
    const weights = (layer: number) => flat(step?.layers[layer]?.parameters.weight?.gradient)
    closeTo(weights(0).slice(0, 2), [0.021469535266, 0.010734767633], 1e-12)
    closeTo(weights(2).slice(0, 1), [-0.011269220243], 1e-12)
  })

  it('writes the notebook’s ∂L/∂w₁ = 0.0214 out, step by step', () => {
    const line = (quantity: Quantity) => symbolicLine({ experiment, step: step! }, quantity).text
    expect(line({ kind: 'output', layer: 0, sample: 0, cell: [0] })).toBe(
      'z⁽¹⁾₁ = w⁽¹⁾₁₁·x₁ + w⁽¹⁾₁₂·x₂ + b⁽¹⁾₁ = 1·(−2) + 1·(−1) + 0 = −3',
    )
    expect(line({ kind: 'outputGradient', layer: 2, sample: 0, cell: [0] })).toBe(
      'δ⁽²⁾₁ = 2·(a⁽²⁾₁ − y₁)·σ′(z⁽²⁾₁) = 2·(0.5237 − 1)·0.2494 = −0.2376',
    )
    expect(line({ kind: 'outputGradient', layer: 0, sample: 0, cell: [0] })).toBe(
      'δ⁽¹⁾₁ = δ⁽²⁾₁·w⁽²⁾₁₁·σ′(z⁽¹⁾₁) = −0.2376·1·0.04518 = −0.01073',
    )
    expect(line({ kind: 'gradient', layer: 0, parameter: 'weight', cell: [0, 0] })).toBe(
      '∂C/∂w⁽¹⁾₁₁ = δ⁽¹⁾₁·x₁ = −0.01073·(−2) = 0.02147',
    )
  })
})

describe('the Momentum article’s 2-3-2-1 network in the ledger', () => {
  const layers = [
    denseOf([[-1, 1], [2.5, 0.4], [1, -1.5]]), // prettier-ignore
    sigmoid,
    denseOf([[2.2, -1.4, 0.56], [0.34, 1.05, 3.1]]), // prettier-ignore
    sigmoid,
    denseOf([[0.75, -0.22]]),
    sigmoid,
  ]
  const experiment = experimentOf({
    network: { layers },
    dataset: { name: 'inline', inputs: [[0.6, 0.7]], targets: [[0.9]] },
    loss: 'half_squared_error',
    optimizer: { type: 'sgd', learningRate: 0.3, momentum: 0.1 },
    training: { epochs: 2 },
  })
  const steps = stepsOf(experiment, 2)
  const line = (step: number, quantity: Quantity) => symbolicLine({ experiment, step: steps[step]! }, quantity)

  const expected = [
    {
      output: 0.5518315010998245,
      loss: 0.060610651813,
      output3: [-0.0861067684838104],
      hidden2: [-0.016022008140761122, 0.0015895291311977164],
      hidden1: [-0.00865533811800566, 0.0029758391252639833, -0.000961683696847375],
      w3: [0.7640434233826331, -0.19655633075544543],
    },
    {
      output: 0.5592960622957388,
      loss: 0.058039586584,
      output3: [-0.08397806154361864],
      hidden2: [-0.01590866240471745, 0.0013853571915673666],
      hidden1: [-0.00861960118553651, 0.0029232012591451644, -0.001104277654247378],
      w3: [0.7791874300362607, -0.17134846171293688],
    },
  ]

  it.each([0, 1])('gives output, loss, every delta and the last weights of step %i', (i) => {
    const step = steps[i]
    const want = expected[i]!
    const delta = (layer: number) => flat(step?.layers[layer]?.outputGradient)
    closeTo(flat(step?.layers[5]?.output), [want.output], 1e-15)
    expect(step?.loss).toBeCloseTo(want.loss, 12)
    closeTo(delta(4), want.output3, 1e-15)
    closeTo(delta(2), want.hidden2, 1e-15)
    closeTo(delta(0), want.hidden1, 1e-15)
    closeTo(flat(step?.layers[4]?.parameters.weight?.after), want.w3, 1e-15)
  })

  it('writes δ₆ as the article does, but for the sign: there it is added', () => {
    expect(line(0, { kind: 'outputGradient', layer: 2, sample: 0, cell: [0] }).text).toBe(
      'δ⁽²⁾₁ = δ⁽³⁾₁·w⁽³⁾₁₁·σ′(z⁽²⁾₁) = −0.08611·0.75·0.2481 = −0.01602',
    )
  })

  it('gives δ₃ = +0.0087 where the article prints −0.0087: its own factors are positive', () => {
    const { text, value } = line(0, { kind: 'outputGradient', layer: 0, sample: 0, cell: [0] })
    expect(text).toBe('δ⁽¹⁾₁ = (δ⁽²⁾₁·w⁽²⁾₁₁ + δ⁽²⁾₂·w⁽²⁾₂₁)·σ′(z⁽¹⁾₁) = (−0.01602·2.2 + 0.00159·0.34)·0.2494 = −0.008655') // prettier-ignore
    // The article's δ is minus ours: (−0.0016·0.34 + 0.016·2.2)·0.52·0.48 = +0.0087.
    expect(-value).toBeCloseTo(0.0087, 4)
  })

  it('moves w₁₃ by +0.00156 to −0.99844 and w₂₃ by +0.00182 to 1.00182, where the article’s sign of δ₃ turns both', () => {
    const weight = steps[0]?.layers[0]?.parameters.weight
    closeTo(flat(weight?.update).slice(0, 2), [0.00156, 0.00182], 5e-6)
    closeTo(flat(weight?.after).slice(0, 2), [-0.99844, 1.00182], 5e-6)
    expect(line(0, { kind: 'update', layer: 0, parameter: 'weight', cell: [0, 1] }).text).toBe(
      'Δw⁽¹⁾₁₂ = −α·∂C/∂w⁽¹⁾₁₂ + γ·Δw⁽¹⁾₁₂[t−1] = −0.3·(−0.006059) + 0.1·0 = 0.001818',
    )
    expect(line(0, { kind: 'after', layer: 0, parameter: 'weight', cell: [0, 1] }).text).toBe(
      'w⁽¹⁾₁₂[t+1] = w⁽¹⁾₁₂ + Δw⁽¹⁾₁₂ = 1 + 0.00181762 = 1.00182',
    )
  })

  it('writes δ₅ with f′(I₅), which the article’s numbers use though its text says f′(I₇)', () => {
    const { formula, substituted } = line(0, { kind: 'outputGradient', layer: 0, sample: 0, cell: [2] })
    expect(formula).toBe('(δ⁽²⁾₁·w⁽²⁾₁₃ + δ⁽²⁾₂·w⁽²⁾₂₃)·σ′(z⁽¹⁾₃)')
    expect(substituted).toBe('(−0.01602·0.56 + 0.00159·3.1)·0.2378')
  })

  it('carries a tenth of the first update into the second', () => {
    const { value, text } = line(1, { kind: 'update', layer: 4, parameter: 'weight', cell: [0, 0] })
    expect(text).toBe('Δw⁽³⁾₁₁ = −α·∂C/∂w⁽³⁾₁₁ + γ·Δw⁽³⁾₁₁[t−1] = −0.3·(−0.0458) + 0.1·0.01404 = 0.01514')
    expect(value).toBeCloseTo(0.7791874300362607 - 0.7640434233826331, 15)
  })
})

describe('the word2vec article’s "I like playing football" in the ledger, context "I", target "like"', () => {
  const embedding = [[-1.38118728, 0.54849373], [0.39389902, -1.1501331], [-1.16967628, 0.36078022], [0.06676289, -0.14292845]] // prettier-ignore
  // The article's W′ is (N, V); a dense layer keeps its transpose.
  const output = [[1.39420129, 0.69671796], [-0.89441757, -0.23364341], [0.99869667, 0.21975196], [0.44447037, -0.0022673]] // prettier-ignore
  const layers = [
    { type: 'embedding', dim: 2, weightInit: { type: 'values', values: embedding } },
    denseOf(output),
    { type: 'softmax' },
  ]
  const experiment = experimentOf({ network: { layers }, loss: 'categorical_cross_entropy' })
  const [step] = stepsOf(experiment, 1, {
    count: 1,
    inputShape: [1],
    targetShape: [4],
    inputs: Int32Array.of(0),
    targets: Int32Array.of(1),
    targetIndexes: 1,
    vocabulary: ['I', 'like', 'playing', 'football'],
    task: 'classification',
  })
  const line = (quantity: Quantity) => symbolicLine({ experiment, step: step! }, quantity).text

  it('gives h, u, y and the loss', () => {
    closeTo(flat(step?.layers[0]?.output), [-1.38118728, 0.54849373], 1e-15)
    closeTo(flat(step?.layers[1]?.output), [-1.543507654869, 1.107206225252, -1.258854564967, -0.615140421215], 1e-12)
    closeTo(flat(step?.layers[2]?.output), [0.052565673675, 0.744547904888, 0.069875592082, 0.133010829356], 1e-12)
    expect(step?.loss).toBeCloseTo(0.29497808388102653, 15)
  })

  it('gives ∂L/∂W in the row of "I" alone and the first row of ∂L/∂W′', () => {
    closeTo(flat(step?.layers[0]?.parameters.weight?.gradient), [0.430671865873, 0.111361870385, 0, 0, 0, 0, 0, 0], 1e-12) // prettier-ignore
    const dOutput = flat(step?.layers[1]?.parameters.weight?.gradient)
    closeTo(dOutput.filter((_, i) => i % 2 === 0), [-0.072603039844, 0.352827184419, -0.096511278966, -0.183712865608], 1e-12) // prettier-ignore
  })

  it('writes e = y − t and what it means for the word', () => {
    expect(line({ kind: 'outputGradient', layer: 1, sample: 0, cell: [1] })).toBe(
      'δ⁽²⁾₂ = a⁽²⁾₂ − y₂ = 0.7445 − 1 = −0.2555',
    )
    expect(line({ kind: 'outputGradient', layer: 0, sample: 0, cell: [0] })).toBe(
      '∂C/∂h⁽¹⁾₁ = δ⁽²⁾₁·w⁽²⁾₁₁ + δ⁽²⁾₂·w⁽²⁾₂₁ + δ⁽²⁾₃·w⁽²⁾₃₁ + δ⁽²⁾₄·w⁽²⁾₄₁ = 0.05257·1.394 − 0.2555·(−0.8944) + 0.06988·0.9987 + 0.133·0.4445 = 0.4307', // prettier-ignore
    )
    expect(line({ kind: 'gradient', layer: 0, parameter: 'weight', cell: [0, 0] })).toBe(
      '∂C/∂w⁽¹⁾₁₁ = ∂C/∂h⁽¹⁾₁ = 0.4307',
    )
  })
})
