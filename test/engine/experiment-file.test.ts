import { describe, expect, it } from 'vitest'
import { InputError } from '../../src-engine/problem.ts'
import { parseExperiment } from '../../src-engine/spec.ts'
import { architectureOf, checkExperiment, checkNetwork } from '../../src-engine/validate.ts'
import { datasetOf, denseOf, experimentOf } from './support/train.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

const xor = {
  version: 1,
  name: 'xor',
  seed: 3,
  dataset: { name: 'xor' },
  network: {
    layers: [{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
  },
  loss: 'binary_cross_entropy',
  optimizer: { type: 'sgd', learningRate: 0.5 },
  training: { epochs: 10 },
}

function messageOf(json: unknown): string {
  try {
    parseExperiment(json, 'mine.json')
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'no problem'
}

describe('an experiment file', () => {
  it('gets every default filled in', () => {
    const experiment = parseExperiment(xor)
    expect(experiment.training).toEqual({
      epochs: 10,
      batchSize: 32,
      shuffle: true,
      precision: 'float32',
      reduction: 'mean',
      crossEntropy: 'merged',
      negativeSampling: null,
      l1: 0,
      l2: 0,
      clipNorm: null,
      earlyStopping: null,
      checkpointEvery: 0,
    })
    expect(experiment.optimizer).toEqual({
      type: 'sgd',
      learningRate: 0.5,
      schedule: { type: 'constant' },
      warmupEpochs: 0,
      momentum: 0,
      nesterov: false,
    })
    expect(experiment.network.layers[0]).toEqual({
      type: 'dense',
      units: 4,
      bias: true,
      weightInit: { type: 'glorot_uniform' },
      biasInit: { type: 'zeros' },
    })
  })

  it.each([
    [
      'an unknown key',
      { ...xor, optimizer: { ...xor.optimizer, momentun: 0.9 } },
      'mine.json: optimizer.momentun: unknown key; did you mean momentum? known here are type, learningRate, schedule, warmupEpochs, momentum, nesterov',
    ],
    [
      'too few units',
      { ...xor, network: { layers: [{ type: 'dense', units: -4 }] } },
      'mine.json: network.layers[0].units: is -4; must be at least 1',
    ],
    [
      'a broken number of units',
      { ...xor, network: { layers: [{ type: 'dense', units: 2.5 }] } },
      'network.layers[0].units: is 2.5; must be a whole number',
    ],
    [
      'an unknown layer',
      { ...xor, network: { layers: [{ type: 'dens' }] } },
      'network.layers[0].type: is "dens"; must be one of dense, ',
    ],
    ['no layers', { ...xor, network: { layers: [] } }, 'network.layers: is an empty list; must have at least 1 entry'],
    ['a missing part', { ...xor, dataset: undefined }, 'dataset: is missing; needs an object { … }'],
    ['an unknown loss', { ...xor, loss: 'mse' }, 'loss: is "mse"; must be "mean_squared_error" or'],
    ['a text for a number', { ...xor, training: { epochs: '5' } }, 'training.epochs: is "5"; must be a number'],
    [
      'momentum 1',
      { ...xor, optimizer: { type: 'sgd', learningRate: 1, momentum: 1 } },
      'optimizer.momentum: is 1; must be below 1',
    ],
    [
      'a split over 1',
      { ...xor, dataset: { name: 'xor', split: { train: 0.9, test: 0.2 } } },
      'dataset.split: is an object; train + validation + test must add up to 1',
    ],
    ['a list', [], 'mine.json: (whole file): is an empty list; must be an object { … }'],
  ])('with %s is refused with file, path and remedy', (_what, json, message) => {
    expect(messageOf(json)).toContain(message)
  })

  it('with an unknown key deep inside is told the keys of that very layer', () => {
    const layers = [
      { type: 'dense', units: 1, weightInit: { type: 'normal', sd: 1 } },
      { type: 'relu', units: 3 },
    ]
    expect(messageOf({ ...xor, network: { layers } }).split('\n')).toEqual([
      'mine.json: network.layers[0].weightInit.sd: unknown key; did you mean std? known here are type, mean, std',
      'mine.json: network.layers[1].units: unknown key; known here are type',
    ])
  })

  it('names every problem at once', () => {
    const lines = messageOf({ ...xor, loss: 'mse', training: { epochs: 0 } }).split('\n')
    expect(lines).toHaveLength(2)
  })
})

describe('a stack of layers', () => {
  it('is followed through: shapes, parameters and operations of every layer', () => {
    const report = checkNetwork(parseExperiment(xor), {
      inputShape: [1, 28, 28],
      targetShape: [1],
      task: 'classification',
    })
    expect(report.problems).toEqual([])
    expect(report.layers.map((layer) => layer.outputShape)).toEqual([[4], [4], [1], [1]])
    expect(report.layers.map((layer) => layer.parameterCount)).toEqual([784 * 4 + 4, 0, 5, 0])
    expect(report.parameterCount).toBe(3145)
    expect(report.layers[0]?.flops).toBe(2 * 784 * 4 + 4)
  })

  it('is named by its sizes', () => {
    expect(architectureOf(parseExperiment(xor), { inputShape: [1, 28, 28] })).toBe('784-4-1')
  })

  const problemsOf = (parts: Record<string, unknown>) => {
    const experiment = experimentOf(parts)
    return checkExperiment(experiment, datasetOf(experiment)).problems.map(({ path, message }) => [
      path.join('.'),
      inEnglish(message),
    ])
  }

  it('that puts out another shape than the targets have is refused, with both shapes', () => {
    expect(problemsOf({ network: { layers: [{ type: 'dense', units: 3 }] } })).toEqual([
      ['network.layers.0', 'the network puts out 3 and the targets have 1'],
    ])
  })

  it('with given weights of another shape is refused, with both shapes', () => {
    expect(problemsOf({ network: { layers: [denseOf([[1, 2, 3]])] } })).toEqual([
      ['network.layers.0.weightInit.values', 'has shape 1×3'],
    ])
  })

  it('with rows of different lengths among given weights is refused', () => {
    const weightInit = { type: 'values', values: [[1, 2], [3]] }
    const layers = [
      { type: 'dense', units: 2, weightInit },
      { type: 'dense', units: 1 },
    ]
    expect(problemsOf({ network: { layers } })).toEqual([
      ['network.layers.0.weightInit.values', 'has rows of different lengths'],
    ])
  })

  it('whose outputs the loss cannot take is refused', () => {
    const layers = [{ type: 'dense', units: 1 }, { type: 'tanh' }]
    expect(problemsOf({ network: { layers }, loss: 'binary_cross_entropy' })).toEqual([
      ['loss', 'binary_cross_entropy needs outputs between 0 and 1'],
    ])
    expect(problemsOf({ network: { layers }, loss: 'categorical_cross_entropy' })).toEqual([
      ['loss', 'categorical_cross_entropy needs one output per class, here is one output'],
    ])
  })

  it('is refused when targets lie outside what the loss can take', () => {
    const dataset = { name: 'inline', inputs: [[0]], targets: [[1.5]] }
    const layers = [{ type: 'dense', units: 1 }, { type: 'sigmoid' }]
    expect(problemsOf({ dataset, network: { layers }, loss: 'binary_cross_entropy' })).toEqual([
      ['loss', 'binary_cross_entropy needs targets between 0 and 1'],
    ])
  })
})
