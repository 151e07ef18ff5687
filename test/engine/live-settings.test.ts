import { expect, test } from 'vitest'
import type { Checkpoint } from '../../src-engine/checkpoint.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { liveSettingsOf, withChange, withLiveSettings, type SettingChange } from '../../src-engine/live-settings.ts'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import { createTrainer } from '../../src-engine/trainer.ts'
import { datasetOf, denseOf, experimentOf, throughBytes, train, trainerOf, weightsOf } from './support/train.ts'

/** One weight, one sample with gradient 1 by it: every update is the step the optimiser makes of a gradient of 1. */
const oneWeight = (optimizer: object, epochs = 6): Experiment =>
  experimentOf({
    dataset: { name: 'inline', inputs: [[1]], targets: [[-1e9]] },
    network: { layers: [denseOf([[0]])] },
    loss: 'half_squared_error',
    optimizer,
    training: { epochs, clipNorm: 1 },
  })

function updates(
  experiment: Experiment,
  changes: Readonly<Record<number, { learningRate: number; momentum: number | null }>>,
) {
  const trainer = trainerOf(experiment)
  const made: number[] = []
  while (!trainer.done) {
    const change = changes[trainer.position().step]
    if (change) trainer.change(change)
    const before = trainer.network.block.value[0]!
    trainer.step()
    made.push(Number((before - trainer.network.block.value[0]!).toPrecision(6)))
  }
  return made
}

test('a change holds from the next update on', () => {
  const change = { learningRate: 0.01, momentum: 0 }
  expect(updates(oneWeight({ type: 'sgd', learningRate: 0.1 }), { 2: change })).toEqual([
    0.1, 0.1, 0.01, 0.01, 0.01, 0.01,
  ])
})

test('momentum changes too: Δw = −α·g + γ·Δw', () => {
  const change = { learningRate: 0.1, momentum: 0.5 }
  expect(updates(oneWeight({ type: 'sgd', learningRate: 0.1 }, 4), { 1: change })).toEqual([0.1, 0.15, 0.175, 0.1875])
})

test('a schedule goes on over the new rate', () => {
  const schedule = { type: 'step', every: 2, factor: 0.5 }
  const change = { learningRate: 1, momentum: 0 }
  expect(updates(oneWeight({ type: 'sgd', learningRate: 0.1, schedule }), { 3: change })).toEqual([
    0.1, 0.1, 0.05, 0.5, 0.25, 0.25,
  ])
})

test('a later change by hand takes the place of those that were to come', () => {
  const change = (step: number): SettingChange => ({ step, learningRate: step, momentum: null })
  expect(withChange([change(1), change(5), change(9)], { ...change(5), learningRate: 7 })).toEqual([
    change(1),
    { ...change(5), learningRate: 7 },
  ])
})

test('an optimiser without momentum has only a rate to change', () => {
  const { optimizer } = parseExperiment({ ...oneWeight({ type: 'adam', learningRate: 0.1 }) })
  expect(liveSettingsOf(optimizer)).toEqual({ learningRate: 0.1, momentum: null })
  expect(withLiveSettings(optimizer, { learningRate: 0.2, momentum: null })).toEqual({
    ...optimizer,
    learningRate: 0.2,
  })
})

const spiral = experimentOf({
  dataset: { name: 'spiral', samples: 60 },
  network: {
    layers: [{ type: 'dense', units: 6 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
  },
  loss: 'binary_cross_entropy',
  optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
  training: { epochs: 8, batchSize: 7, shuffle: true, precision: 'float32' },
})

function resumed(checkpoint: Checkpoint, changes: readonly SettingChange[]) {
  return createTrainer({
    experiment: spiral,
    dataset: datasetOf(spiral),
    kernels: referenceKernels,
    checkpoint: throughBytes(checkpoint),
    changes,
  })
}

test('a run resumed before, at or after its changes ends with the very weights it would have had', () => {
  const trainer = trainerOf(spiral)
  const checkpoints: Checkpoint[] = []
  const changes: SettingChange[] = []
  while (!trainer.done) {
    const { step } = trainer.position()
    if (step === 10 || step === 20) changes.push(trainer.change({ learningRate: 1 / step, momentum: 0.5 }))
    if ([0, 5, 10, 15, 20, 25].includes(step)) checkpoints.push(trainer.checkpoint())
    trainer.step()
  }
  expect(changes.map(({ step }) => step)).toEqual([10, 20])
  const ends = checkpoints.map((checkpoint) => weightsOf(train(resumed(checkpoint, changes))))
  expect(new Set([...ends, weightsOf(trainer)]).size).toBe(1)
  expect(weightsOf(trainer)).not.toBe(weightsOf(train(trainerOf(spiral))))
})
