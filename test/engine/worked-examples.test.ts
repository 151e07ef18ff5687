import { describe, expect, it } from 'vitest'
import { createModel } from '../../src-engine/model.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { signalOf } from '../../src-engine/validate.ts'
import { datasetOf, denseOf, experimentOf, train, trainerOf } from './support/train.ts'

function outputOf(layers: readonly unknown[], input: readonly number[]): number {
  const experiment = experimentOf({ network: { layers }, dataset: { name: 'inline', inputs: [input], targets: [[0]] } })
  const { parameters } = trainerOf(experiment).checkpoint()
  const scaling = { shift: [0], factor: [1] }
  const model = createModel({
    experiment,
    input: { shape: [input.length], vocabulary: null },
    scaling,
    parameters,
    kernels: referenceKernels,
  })
  return model.predict([input])[0]?.[0] ?? NaN
}

describe('the Perceptron notebook', () => {
  it('gives 0.9990889488055994 for one neuron with weights (0, 1), bias 4 and inputs (2, 3)', () => {
    expect(outputOf([denseOf([[0, 1]], [4]), { type: 'sigmoid' }], [2, 3])).toBe(0.9990889488055994)
  })

  it('gives 0.7216325609518421 for the 2-2-1 network with all weights (0, 1)', () => {
    const hidden = denseOf([[0, 1], [0, 1]], [0, 0]) // prettier-ignore
    const layers = [hidden, { type: 'sigmoid' }, denseOf([[0, 1]], [0]), { type: 'sigmoid' }]
    expect(outputOf(layers, [2, 3])).toBe(0.7216325609518421)
  })

  it('gives Alice loss 0.226866287191 and the derivatives 0.0214…, 0.0107… and −0.0112… with all weights 1', () => {
    const layers = [
      denseOf([[1, 1], [1, 1]], [0, 0]), // prettier-ignore
      { type: 'sigmoid' },
      denseOf([[1, 1]], [0]),
      { type: 'sigmoid' },
    ]
    const dataset = { name: 'inline', inputs: [[-2, -1]], targets: [[1]] }
    const trainer = trainerOf(experimentOf({ network: { layers }, dataset }))
    expect(trainer.step().loss).toBeCloseTo(0.226866287191, 12)
    const [w1, b1, w2] = trainer.network.parameters
    expect(trainer.network.layers[1]?.buffers.output[0]).toBeCloseTo(0.047425873178, 12)
    expect(w1?.gradient[0]).toBeCloseTo(0.021469535266, 12)
    expect(w1?.gradient[1]).toBeCloseTo(0.010734767633, 12)
    expect(b1?.gradient[0]).toBeCloseTo(-0.010734767633, 12)
    // ∂L/∂w5 of the source is the first weight of the output neuron.
    expect(w2?.gradient[0]).toBeCloseTo(-0.011269220243, 12)
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('tells Emily from Frank after 1,000 epochs, seed %i', (seed) => {
    const drawn = { weightInit: { type: 'normal' }, biasInit: { type: 'normal' } }
    const layers = [
      { type: 'dense', units: 2, ...drawn },
      { type: 'sigmoid' },
      { type: 'dense', units: 1, ...drawn },
      { type: 'sigmoid' },
    ]
    const experiment = experimentOf({
      seed,
      dataset: { name: 'people' },
      network: { layers },
      training: { epochs: 1000 },
    })
    const trainer = train(trainerOf(experiment))
    const { parameters } = trainer.checkpoint()
    const input = signalOf(datasetOf(experiment))
    const model = createModel({
      experiment,
      input,
      scaling: trainer.scaling,
      parameters,
      kernels: referenceKernels,
    })
    const [emily, frank] = model.predict([[-7, -3], [20, 2]]).flat() // prettier-ignore
    expect(Math.abs((emily ?? NaN) - 0.95)).toBeLessThan(0.04)
    expect(Math.abs((frank ?? NaN) - 0.04)).toBeLessThan(0.04)
  })
})

describe('the Momentum article, 2-3-2-1 with rate 0.3 and momentum 0.1', () => {
  const layers = [
    denseOf([[-1, 1], [2.5, 0.4], [1, -1.5]]), // prettier-ignore
    { type: 'sigmoid' },
    denseOf([[2.2, -1.4, 0.56], [0.34, 1.05, 3.1]]), // prettier-ignore
    { type: 'sigmoid' },
    denseOf([[0.75, -0.22]]),
    { type: 'sigmoid' },
  ]
  const trainer = trainerOf(
    experimentOf({
      network: { layers },
      dataset: { name: 'inline', inputs: [[0.6, 0.7]], targets: [[0.9]] },
      loss: 'half_squared_error',
      optimizer: { type: 'sgd', learningRate: 0.3, momentum: 0.1 },
      training: { epochs: 2 },
    }),
  )
  /** ∂C/∂z of the dense layer at `index`: what reached its output. */
  const delta = (index: number) => Array.from(trainer.network.layers[index]?.buffers.dOutput ?? [])
  const weights = (index: number) => Array.from(trainer.network.parameters[index]?.value ?? [])
  const steps = [1, 2].map(() => {
    const { loss } = trainer.step()
    const output = trainer.network.output[0]
    return {
      loss,
      output,
      deltas: [delta(0), delta(2), delta(4)].map((d) => d.slice(0, 3)),
      w1: weights(0),
      w3: weights(2),
    }
  })

  const expected = [
    {
      output: 0.5518315010998245,
      loss: 0.060610651813,
      deltas: [
        [-0.00865533811800566, 0.0029758391252639833, -0.000961683696847375],
        [-0.016022008140761122, 0.0015895291311977164],
        [-0.0861067684838104],
      ],
      w3: [0.7640434233826331, -0.19655633075544543],
    },
    {
      output: 0.5592960622957388,
      loss: 0.058039586584,
      deltas: [
        [-0.00861960118553651, 0.0029232012591451644, -0.001104277654247378],
        [-0.01590866240471745, 0.0013853571915673666],
        [-0.08397806154361864],
      ],
      w3: [0.7791874300362607, -0.17134846171293688],
    },
  ]

  it.each([0, 1])('reproduces output, loss, every delta and the last weights of step %i', (i) => {
    const got = steps[i]
    const want = expected[i]
    expect(got?.output).toBeCloseTo(want?.output ?? NaN, 15)
    expect(got?.loss).toBeCloseTo(want?.loss ?? NaN, 12)
    want?.deltas.forEach((row, layer) => {
      row.forEach((value, unit) => {
        expect(got?.deltas[layer]?.[unit]).toBeCloseTo(value, 15)
      })
    })
    want?.w3.forEach((value, unit) => {
      expect(got?.w3[unit]).toBeCloseTo(value, 14)
    })
  })

  it('moves w₁₃ to −0.99844 and w₂₃ to 1.00182: the article prints δ₃ as −0.0087, but its own numbers give +0.0087', () => {
    // The article adds its update, so its δ₃ is minus the delta here.
    expect(-(steps[0]?.deltas[0]?.[0] ?? NaN)).toBeCloseTo(0.0087, 4)
    expect(steps[0]?.w1[0]).toBeCloseTo(-0.99844, 5)
    expect(steps[0]?.w1[1]).toBeCloseTo(1.00182, 5)
  })
})
