import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listExamples } from '../../src-main/core/examples.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { resources } from './places.ts'
import { experiment, openTestLab, type TestLab } from './temporary-lab.ts'
import { say } from '../../src-engine/sentence.ts'

const blobs = {
  dataset: { name: 'blobs', samples: 600, classes: 3 },
  network: {
    layers: [{ type: 'dense', units: 8 }, { type: 'tanh' }, { type: 'dense', units: 3 }, { type: 'softmax' }],
  },
  loss: 'categorical_cross_entropy',
}

async function trained(lab: TestLab, json: unknown) {
  const { id } = await lab.start(json)
  return lab.untilStatus(id, 'completed')
}

test('an evaluation says of every part what the run’s own scores say', async () => {
  const lab = openTestLab()
  const run = await trained(lab, experiment(2, blobs))
  for (const part of ['train', 'validation', 'test'] as const) {
    const { loss, accuracy, classes, parts } = await lab.ask('evaluateRun', { runId: run.id, checkpoint: 'last', part })
    expect(loss).toBeCloseTo(run.metrics![part]!.loss, 4)
    expect(accuracy).toBeCloseTo(run.metrics![part]!.accuracy!, 10)
    const all = classes!.confusion.flat().reduce((sum, count) => sum + count, 0)
    expect(all).toBe(parts[part])
    expect(classes!.scores.reduce((sum, { support }) => sum + support, 0)).toBe(parts[part])
  }
})

test('without a part it is the test part, or the best there is in its place', async () => {
  const lab = openTestLab()
  const whole = { ...blobs.dataset, split: { train: 0.9, validation: 0.1 } }
  const run = await trained(lab, experiment(1, { ...blobs, dataset: whole }))
  const question = { runId: run.id, checkpoint: 'last' }
  expect((await lab.ask('evaluateRun', { ...question, part: null })).part).toBe('validation')
  const error = await lab.refusal('evaluateRun', { ...question, part: 'test' })
  expect(error).toMatchObject({
    code: 'input',
    problems: [{ path: ['part'], message: say('the run has no {part} samples', { part: 'test' }) }],
  })
})

test('the samples of a cell are those that are counted there, the surest first; without one, the mistakes', async () => {
  const lab = openTestLab()
  const hard = { ...blobs, dataset: { ...blobs.dataset, noise: 0.8 } }
  const { id } = await trained(lab, experiment(1, hard))
  const question = { runId: id, checkpoint: 'last', part: 'train' } as const
  const { classes } = await lab.ask('evaluateRun', question)
  const cell = { truth: 0, predicted: 0 }
  const right = await lab.ask('getSamples', { ...question, cell, count: 5 })
  expect(right.total).toBe(classes!.confusion[0]![0])
  expect(right.samples).toHaveLength(5)
  expect(right.samples.every(({ truth, predicted }) => truth === 0 && predicted === 0)).toBe(true)

  const mistakes = await lab.ask('getSamples', { ...question, cell: null, count: 200 })
  expect(mistakes.total).toBe(classes!.mistakes)
  expect(mistakes.total).toBeGreaterThan(1)
  const sure = mistakes.samples.map(({ probability }) => probability!)
  expect(sure).toEqual(sure.toSorted((a, b) => b - a))
  for (const { truth, predicted, output, probability } of mistakes.samples) {
    expect(predicted).not.toBe(truth)
    expect(output[predicted!]).toBeCloseTo(probability!, 4)
  }
})

test('measured targets are told with their errors, the largest first', async () => {
  const lab = openTestLab()
  const inputs = [[0], [1], [2], [3]]
  const layers = [{ type: 'dense', units: 1, weightInit: { type: 'values', values: [[10]] } }]
  const { id } = await trained(lab, {
    version: 1,
    name: 'line',
    dataset: { name: 'inline', inputs, targets: [[0], [12], [20], [25]] },
    network: { layers },
    loss: 'mean_squared_error',
    optimizer: { type: 'sgd', learningRate: 0 },
    training: { epochs: 1, batchSize: 4, precision: 'float64' },
  })
  const question = { runId: id, checkpoint: 'last', part: 'train' } as const
  const { regression, classes, accuracy, inputs: ranges } = await lab.ask('evaluateRun', question)
  expect([classes, accuracy]).toEqual([null, null])
  expect(regression).toEqual({
    outputs: [{ truth: [0, 12, 20, 25], predicted: [0, 10, 20, 30], meanAbsoluteError: 7 / 4 }],
    count: 4,
  })
  expect(ranges).toEqual([{ name: null, minimum: 0, maximum: 3, mean: 1.5 }])
  const { samples } = await lab.ask('getSamples', { ...question, cell: null, count: 2 })
  expect(samples.map(({ index, target, output }) => [index, target, output])).toEqual([
    [3, [25], [30]],
    [1, [12], [10]],
  ])
})

test('an input is followed through every layer', async () => {
  const lab = openTestLab()
  const { id } = await trained(lab, experiment(1, blobs))
  const input = [0.5, -0.5]
  const { output, layers } = await lab.ask('explainInput', { runId: id, checkpoint: 'last', input })
  expect(layers.map(({ shape, values }) => [shape, values.length])).toEqual([
    [[8], 8],
    [[8], 8],
    [[3], 3],
    [[3], 3],
  ])
  expect([output]).toEqual((await lab.ask('predict', { runId: id, inputs: [input] })).outputs)
  const error = await lab.refusal('explainInput', { runId: id, checkpoint: 'last', input: [1] })
  expect(error).toMatchObject({ code: 'input' })
})

test('the weights of any checkpoint are evaluated', async () => {
  const lab = openTestLab()
  const { id } = await trained(lab, experiment(30, blobs))
  const [initial, last] = await Promise.all(
    ['initial', 'last'].map((checkpoint) => lab.ask('evaluateRun', { runId: id, checkpoint, part: 'train' })),
  )
  expect(initial!.checkpoint).toMatchObject({ name: 'initial', epoch: 0 })
  expect(initial!.loss).toBeGreaterThan(2 * last!.loss)
  const error = await lab.refusal('evaluateRun', { runId: id, checkpoint: 'epoch:7', part: null })
  expect(error).toMatchObject({ code: 'not_found' })
})

test('data that is gone, or is another, is refused in words', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'words.txt')
  writeFileSync(file, 'the cat sat on the mat. the dog sat on the rug.')
  const lab = openTestLab()
  const words = {
    version: 1,
    name: 'words',
    dataset: { name: 'text', file, task: 'cbow', window: 1 },
    network: { layers: [{ type: 'embedding', dim: 3 }, { type: 'dense', units: 7 }, { type: 'softmax' }] },
    loss: 'categorical_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.1 },
    training: { epochs: 1, batchSize: 4 },
  }
  const { id } = await trained(lab, words)
  writeFileSync(file, 'the cat sat on the mat. the dog sat on the mat.')
  const question = { runId: id, checkpoint: 'last', part: null }
  expect((await lab.refusal('evaluateRun', question)).message).toContain('is not the data the run was made for')
  writeFileSync(file, 'the cat sat on the mat. the dog sat on the rug.')
  expect((await lab.ask('evaluateRun', question)).part).toBe('train')
})

test('word vectors are laid on a plane; a network without words has none', async () => {
  const village = (await listExamples(resources)).find(({ file }) => file === 'village-cbow.json')!
  const lab = openTestLab()
  const { id } = await trained(lab, { ...village.experiment, training: { ...village.experiment.training, epochs: 2 } })
  const plane = await lab.ask('wordVectors', { runId: id, checkpoint: 'last' })
  expect(plane.words).toHaveLength(63)
  expect([plane.x.length, plane.y.length, plane.total]).toEqual([63, 63, 63])
  expect(plane.explained[0]).toBeGreaterThanOrEqual(plane.explained[1])
  // A table of 63 by 63 words would tell nobody anything.
  expect((await lab.ask('evaluateRun', { runId: id, checkpoint: 'last', part: null })).classes).toBeNull()

  const other = await trained(lab, experiment(1))
  const error = await lab.refusal('wordVectors', { runId: other.id, checkpoint: 'last' })
  expect(error.message).toContain('has learned no words')
})
