import { describe, expect, test } from 'vitest'
import type { Dataset } from '../../../src-engine/datasets/dataset.ts'
import { insightOfCheckpoint } from '../../../src-engine/explain/insight/checkpoint-insight.ts'
import { drawFilters } from '../../../src-engine/explain/insight/filters.ts'
import { createInsightTaker } from '../../../src-engine/explain/insight/insight.ts'
import { pack, unpack } from '../../../src-engine/explain/insight/packed.ts'
import { createSurfaceDrawer, neuronCells, surfaceCells } from '../../../src-engine/explain/insight/surface.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { createTrainer, type Trainer } from '../../../src-engine/trainer.ts'
import { datasetOf, denseOf, experimentOf, train, trainerOf, trainerOn, weightsOf } from '../support/train.ts'

describe('packed numbers', () => {
  test('come back within half a step of 255, the ends exactly', () => {
    const values = [-2, -0.5, 0, 1.234, 3]
    const back = unpack(pack(values))
    values.forEach((value, i) => expect(Math.abs((back[i] ?? NaN) - value)).toBeLessThanOrEqual(5 / 510 + 1e-12))
    expect([back[0], back[4]]).toEqual([-2, 3])
  })

  test('that are all alike, or no numbers at all, stay drawable', () => {
    expect([...unpack(pack([7, 7]))]).toEqual([7, 7])
    expect([...unpack(pack([NaN, Infinity]))]).toEqual([0, 0])
    expect([...unpack(pack([NaN, 1, 2]))]).toEqual([1, 1, 2])
  })
})

const corners: Dataset = {
  count: 4,
  inputShape: [2],
  targetShape: [1],
  inputs: Float64Array.from([10, 0, 20, 0, 10, 10, 20, 10]),
  targets: Float64Array.from([0, 1, 1, 0]),
  task: 'classification',
}

function surfaceOf(trainer: Trainer, dataset: Dataset) {
  const surface = createSurfaceDrawer(trainer.network, trainer.scaling, dataset)?.()
  if (!surface) throw new Error('there is no surface')
  return surface
}

describe('a surface', () => {
  test('shows what the network puts out at each place of the data’s own plane, the top row first', () => {
    const experiment = experimentOf({
      dataset: { name: 'xor', scale: 'unit' },
      network: { layers: [denseOf([[1, 10]])] },
    })
    const trainer = trainerOn(corners, experiment)
    const { bounds, outputs } = surfaceOf(trainer, corners)
    // 8 % of room around 10 … 20 and 0 … 10.
    expect(bounds.left).toBeCloseTo(9.2, 12)
    expect(bounds.right).toBeCloseTo(20.8, 12)
    expect(bounds.bottom).toBeCloseTo(-0.8, 12)
    expect(bounds.top).toBeCloseTo(10.8, 12)
    const values = unpack(outputs[0]!)
    const half = 0.5 / surfaceCells
    const low = -0.08 + half * 1.16
    const high = 1.08 - half * 1.16
    expect(values[0]).toBeCloseTo(low + 10 * high, 1)
    expect(values[surfaceCells - 1]).toBeCloseTo(high + 10 * high, 1)
    expect(values[surfaceCells * (surfaceCells - 1)]).toBeCloseTo(low + 10 * low, 1)
  })

  test('has each neuron of a small network, after its activation, and the wires that lead to it', () => {
    const weights = [
      [1, 0],
      [0, -1],
      [1, 1],
    ]
    const layers = [denseOf(weights), { type: 'relu' }, denseOf([[1, 2, 3]], [0.25]), { type: 'sigmoid' }]
    const trainer = trainerOf(experimentOf({ network: { layers } }))
    const { columns } = surfaceOf(trainer, datasetOf(experimentOf({ network: { layers } })))
    expect(columns.map(({ layer, neurons }) => [layer, neurons.length])).toEqual([
      [null, 2],
      [1, 3],
      [3, 1],
    ])
    expect(columns.map((column) => column.weights)).toEqual([[], [1, 0, 0, -1, 1, 1], [1, 2, 3]])
    expect(columns.map((column) => column.biases)).toEqual([[], [], [0.25]])
    expect(columns[1]!.neurons.every(({ minimum }) => minimum === 0)).toBe(true)
    expect(columns[0]!.neurons[0]!.bytes).toHaveLength(neuronCells ** 2)
  })

  test('of a large network is that of its output alone; there is none of more than two inputs', () => {
    const layers = [{ type: 'dense', units: 20 }, { type: 'tanh' }, { type: 'dense', units: 1 }]
    const experiment = experimentOf({ network: { layers } })
    expect(surfaceOf(trainerOf(experiment), datasetOf(experiment)).columns).toEqual([])
    const digits = experimentOf({
      dataset: { name: 'digits', samples: 20 },
      network: { layers: [{ type: 'dense', units: 10 }] },
    })
    const trainer = trainerOf(digits)
    expect(createSurfaceDrawer(trainer.network, trainer.scaling, datasetOf(digits))).toBeNull()
  })
})

describe('filters', () => {
  const digits = (layers: readonly unknown[]) =>
    trainerOf(experimentOf({ dataset: { name: 'digits', samples: 20 }, network: { layers } }))

  test('of a dense layer are as large as the image, those of a convolution as its kernel', () => {
    const dense = digits([{ type: 'dense', units: 10 }])
    const filters = drawFilters(dense.network)!
    expect(filters).toMatchObject({ layer: 0, width: 28, height: 28, total: 10 })
    const [weight] = dense.network.parameters
    const back = unpack(filters.weights)
    for (const i of [0, 400, 7839]) expect(back[i]).toBeCloseTo(weight!.value[i]!, 3)

    const convolution = digits([
      { type: 'conv2d', filters: 4, kernel: 3 },
      { type: 'dense', units: 10 },
    ])
    expect(drawFilters(convolution.network)).toMatchObject({ layer: 0, width: 3, height: 3, total: 4 })
  })

  test('are only of a layer that looks at the image itself', () => {
    const pooled = digits([
      { type: 'max_pool2d', size: 2 },
      { type: 'dense', units: 10 },
    ])
    expect(drawFilters(pooled.network)).toBeNull()
  })
})

const spiral = experimentOf({
  dataset: { name: 'spiral', samples: 60 },
  network: {
    layers: [{ type: 'dense', units: 6 }, { type: 'tanh' }, { type: 'dropout', rate: 0.2 }, { type: 'dense', units: 1 }, { type: 'sigmoid' }], // prettier-ignore
  },
  loss: 'binary_cross_entropy',
  optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
  training: { epochs: 6, batchSize: 7, shuffle: true, precision: 'float32' },
})

test('a run that is looked into after every step ends with the very weights of one that is not', () => {
  const dataset = datasetOf(spiral)
  const watched = createTrainer({
    experiment: spiral,
    dataset,
    kernels: referenceKernels,
    checkpoint: null,
    observe: ({ samples }) => taker.look(samples),
  })
  const taker = createInsightTaker(watched, dataset)
  while (!watched.done) {
    taker.prepare()
    watched.step()
    const { step, layers } = taker.take()
    expect(step).toBe(watched.position().step)
    expect(layers).toHaveLength(5)
  }
  expect(weightsOf(watched)).toBe(weightsOf(train(trainerOf(spiral))))
})

test('a checkpoint shows what the network that trained showed, at the end of training too', () => {
  const dataset = datasetOf(spiral)
  const trainer = train(trainerOf(spiral))
  const live = createInsightTaker(trainer, dataset).take()
  const checkpoint = trainer.checkpoint()
  const kept = insightOfCheckpoint({ experiment: spiral, dataset, kernels: referenceKernels, checkpoint })
  expect(kept.surface).toEqual(live.surface)
  expect(kept.step).toBe(live.step)
  const weight = kept.layers![0]!.weight!
  const values = Array.from(checkpoint.parameters[0]!.values)
  expect(weight.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 12)
  expect(kept.layers![0]!.gradientNorm!.weight).toBeGreaterThan(0)
})
