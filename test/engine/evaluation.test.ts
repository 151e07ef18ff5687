import { describe, expect, it } from 'vitest'
import { classScores, confusionOf } from '../../src-engine/class-scores.ts'
import { predictSamples, type Predictions } from '../../src-engine/evaluation.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { createModel } from '../../src-engine/model.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import type { Trainer } from '../../src-engine/trainer.ts'
import { signalOf } from '../../src-engine/validate.ts'
import { datasetOf, experimentOf, trainerOf } from './support/train.ts'

const blobs = { name: 'blobs', samples: 300, classes: 3, split: { train: 0.6, validation: 0, test: 0.4 } }
const threeClasses = {
  dataset: blobs,
  network: {
    layers: [{ type: 'dense', units: 6 }, { type: 'tanh' }, { type: 'dense', units: 3 }, { type: 'softmax' }],
  },
  loss: 'categorical_cross_entropy',
}
const twoClasses = {
  dataset: { name: 'moons', samples: 200, split: { train: 0.6, validation: 0, test: 0.4 } },
  network: { layers: [{ type: 'dense', units: 1 }, { type: 'sigmoid' }] },
  loss: 'binary_cross_entropy',
}

describe('the evaluation of a part', () => {
  it.each([
    ['three classes', threeClasses],
    ['two classes of one output', twoClasses],
    ['two classes, their loss not merged', { ...twoClasses, training: { crossEntropy: 'unmerged' } }],
  ])('gives the loss and the accuracy that training gives: %s', (_name, changes) => {
    const experiment = experimentOf(changes)
    const trainer = trainerOf(experiment)
    for (let i = 0; i < 20 && !trainer.done; i++) trainer.step()
    const score = trainer.evaluate('test')!
    const { loss, classes } = predict(experiment, trainer)
    const right = classes!.truth.filter((label, i) => label === classes!.predicted[i]).length
    expect(right / loss.length).toBe(score.accuracy)
    expect(loss.reduce((sum, one) => sum + one, 0) / loss.length).toBeCloseTo(score.loss, 5)
  })

  it('gives of measured targets what the network puts out, beside what is right', () => {
    const dataset = { name: 'inline', inputs: [[1], [2], [3]], targets: [[10], [20], [40]] }
    const layers = [{ type: 'dense', units: 1, weightInit: { type: 'values', values: [[10]] } }]
    const experiment = experimentOf({ dataset, network: { layers } })
    const { values, loss, classes } = predict(experiment, trainerOf(experiment), 'train')
    expect(classes).toBeNull()
    expect([...values!.output]).toEqual([10, 20, 30])
    expect([...values!.target]).toEqual([10, 20, 40])
    expect([...loss]).toEqual([0, 0, 100])
  })
})

describe('the scores of classes', () => {
  // Two cats and a dog taken for cats, two dogs and a cat for dogs, a bird for a dog; nothing for a bird.
  const predicted = {
    count: 3,
    truth: Uint32Array.of(0, 0, 1, 1, 1, 0, 2),
    predicted: Uint32Array.of(0, 0, 0, 1, 1, 1, 1),
    probability: new Float64Array(7),
  }

  it('come from how many of each class are taken for which', () => {
    expect(confusionOf(predicted)).toEqual([
      [2, 1, 0],
      [1, 2, 0],
      [0, 1, 0],
    ])
  })

  it('are precision, recall and their harmonic mean', () => {
    expect(classScores(confusionOf(predicted))).toEqual([
      { precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 },
      { precision: 0.5, recall: 2 / 3, f1: 4 / 7, support: 3 },
      { precision: null, recall: 0, f1: 0, support: 1 },
    ])
  })
})

describe('what every layer puts out', () => {
  it('goes from layer to layer and ends with the answer', () => {
    const weight = [[1, -1], [2, 0.5]] // prettier-ignore
    const layers = [{ type: 'dense', units: 2, weightInit: { type: 'values', values: weight } }, { type: 'relu' }]
    const dataset = { name: 'inline', inputs: [[1, 2]], targets: [[0, 3]] }
    const experiment = experimentOf({ dataset, network: { layers } })
    const { network, scaling } = trainerOf(experiment)
    const parameters = network.parameters.map(({ fullName, shape, value }) => ({
      name: fullName,
      shape,
      values: value,
    }))
    const input = signalOf(datasetOf(experiment))
    const model = createModel({ experiment, input, scaling, parameters, kernels: referenceKernels })
    expect(model.explain([1, 2])).toEqual([
      { shape: [2], values: [-1, 3] },
      { shape: [2], values: [0, 3] },
    ])
    expect(model.predict([[1, 2]])).toEqual([[0, 3]])
    expect(() => model.explain([1])).toThrow('has 1 numbers')
  })
})

function predict(experiment: Experiment, trainer: Trainer, part: 'train' | 'test' = 'test'): Predictions {
  const { parameters } = trainer.checkpoint()
  const work = predictSamples({
    experiment,
    dataset: datasetOf(experiment),
    scaling: trainer.scaling,
    parameters,
    indexes: trainer.parts[part],
    kernels: referenceKernels,
  })
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
