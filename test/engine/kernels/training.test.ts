import { describe, expect, it } from 'vitest'
import type { Kernels } from '../../../src-engine/kernels/kernels.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { createTrainer } from '../../../src-engine/trainer.ts'
import { datasetOf, experimentOf, train, weightsOf } from '../support/train.ts'
import { fastKernels } from './support/twins.ts'

const stacks = {
  'a perceptron': [
    { type: 'dense', units: 47 },
    { type: 'tanh' },
    { type: 'dense', units: 20 },
    { type: 'sigmoid' },
    { type: 'dense', units: 10 },
    { type: 'softmax' },
  ],
  'a convolutional network': [
    { type: 'conv2d', filters: 5, kernel: 3, padding: 'same' },
    { type: 'relu' },
    { type: 'max_pool2d', size: 2 },
    { type: 'conv2d', filters: 7, kernel: 3, stride: 2, padding: 'same', paddingMode: 'replicate' },
    { type: 'leaky_relu' },
    { type: 'avg_pool2d', size: 2 },
    { type: 'dropout', rate: 0.2 },
    { type: 'dense', units: 10 },
    { type: 'softmax' },
  ],
}

const optimizers = [
  { type: 'sgd', learningRate: 0.05, momentum: 0.9 },
  { type: 'adam', learningRate: 0.002 },
]

function trainerWith(kernels: Kernels, layers: object[], optimizer: object) {
  const experiment = experimentOf({
    seed: 3,
    dataset: { name: 'digits', samples: 230, scale: 'standard', split: { train: 0.8, validation: 0.2 } },
    network: { layers },
    loss: 'categorical_cross_entropy',
    optimizer,
    training: { epochs: 2, batchSize: 17, shuffle: true, precision: 'float32', l2: 1e-3, clipNorm: 5 },
  })
  return createTrainer({ experiment, dataset: datasetOf(experiment), kernels, checkpoint: null })
}

describe.each(fastKernels)('training with %s kernels', (name, create) => {
  const cases = Object.entries(stacks).flatMap(([stack, layers]) =>
    optimizers.map((optimizer) => [stack, optimizer.type, layers, optimizer] as const),
  )

  it.each(cases)('%s by %s goes the reference’s way for ten steps, to 1e-4', (_stack, _type, layers, optimizer) => {
    const [fast, slow] = [trainerWith(create(), layers, optimizer), trainerWith(referenceKernels, layers, optimizer)]
    for (let step = 0; step < 10; step++) {
      const loss = slow.step().cost
      expect(Math.abs(fast.step().cost / loss - 1)).toBeLessThan(1e-4)
    }
    const [ours, theirs] = [fast.evaluate('validation'), slow.evaluate('validation')]
    expect(Math.abs((ours?.loss ?? NaN) / (theirs?.loss ?? NaN) - 1)).toBeLessThan(1e-4)
  })

  it('gives the same weights to the last bit each time', () => {
    for (const layers of Object.values(stacks)) {
      const weights = [1, 2].map(() =>
        weightsOf(train(trainerWith(create(), layers, { type: 'sgd', learningRate: 0.05 }))),
      )
      expect(weights[1]).toBe(weights[0])
    }
  })

  it('gives the same bits when the code is cold and when it has been optimised', () => {
    const kernels = create()
    const [n, nIn, nOut] = [13, 101, 29]
    const place = (count: number) => kernels.place(Float32Array.from({ length: count }, (_, i) => Math.sin(i)))
    const [input, weight, output, dInput, dWeight] = [n * nIn, nIn * nOut, n * nOut, n * nIn, nIn * nOut].map(
      place,
    ) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array]
    const results = () => {
      kernels.denseForward(n, nIn, nOut, input, weight, null, output)
      kernels.denseBackward(n, nIn, nOut, input, weight, output, dInput, dWeight, null)
      return [output, dInput, dWeight].map((values) => values.slice())
    }
    const cold = results()
    for (let round = 0; round < 5000; round++) results()
    expect(results()).toEqual(cold)
  })

  it('is named with the run', () => {
    expect(create().name).toBe(name)
    expect(name).toMatch(/^simd(-relaxed)?$/)
  })
})
