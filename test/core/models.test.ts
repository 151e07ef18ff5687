import { expect, test } from 'vitest'
import { decodeJsonWeights } from '../../src-engine/formats/json.ts'
import { decodeNpz } from '../../src-engine/formats/npz.ts'
import { listExamples } from '../../src-main/core/examples.ts'
import { resources } from './places.ts'
import { experiment, openTestLab } from './temporary-lab.ts'

test('the people of the Perceptron notebook: Emily is a woman, Frank is a man', async () => {
  const people = (await listExamples(resources)).find(({ file }) => file === 'people.json')!
  const lab = openTestLab()
  const { id } = await lab.start(people.experiment)
  await lab.untilStatus(id, 'completed')
  const { outputs } = await lab.ask('predict', {
    runId: id,
    inputs: [
      [-7, -3],
      [20, 2],
    ],
  })
  expect(outputs[0]![0]).toBeGreaterThan(0.91)
  expect(outputs[0]![0]).toBeLessThan(0.99)
  expect(outputs[1]![0]).toBeGreaterThan(0)
  expect(outputs[1]![0]).toBeLessThan(0.08)
})

test('predictions take raw inputs: scaling is the lab’s business', async () => {
  const inputs = [[1000], [1010], [1020], [1030]]
  const targets = [[0], [10], [20], [30]]
  const lab = openTestLab()
  const { id } = await lab.start({
    version: 1,
    name: 'line',
    dataset: { name: 'inline', inputs, targets, scale: 'standard' },
    network: { layers: [{ type: 'dense', units: 1 }] },
    loss: 'mean_squared_error',
    optimizer: { type: 'sgd', learningRate: 0.1 },
    training: { epochs: 300, batchSize: 4, precision: 'float64' },
  })
  await lab.untilStatus(id, 'completed')
  const { outputs } = await lab.ask('predict', { runId: id, inputs: [[1005], [1100]] })
  expect(outputs[0]![0]).toBeCloseTo(5, 6)
  expect(outputs[1]![0]).toBeCloseTo(100, 6)
})

test('a row of the wrong length is refused by its place', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(1))
  await lab.untilStatus(id, 'completed')
  const error = await lab.refusal('predict', {
    runId: id,
    inputs: [
      [1, 2],
      [1, 2, 3],
    ],
  })
  expect(error).toMatchObject({ code: 'input', problems: [{ path: ['inputs', 1] }] })
})

test('weights of any checkpoint are exported, under a name that tells which', async () => {
  const lab = openTestLab()
  const training = { epochs: 4, batchSize: 32, checkpointEvery: 2 }
  const { id } = await lab.start(experiment(4, { name: 'Спираль: два рукава!', training }))
  await lab.untilStatus(id, 'completed')

  const npz = await lab.ask('exportRun', { runId: id, format: 'npz', checkpoint: 'epoch:2', fileName: null })
  expect(npz.files.map(({ name }) => name)).toEqual([`спираль_два_рукава_${id}_epoch_2.npz`])
  const tensors = decodeNpz(npz.files[0]!.bytes)
  expect(tensors.map(({ name, shape }) => [name, shape])).toEqual([
    ['layers.0.weight', [12, 2]],
    ['layers.0.bias', [12]],
    ['layers.2.weight', [1, 12]],
    ['layers.2.bias', [1]],
  ])

  const json = await lab.ask('exportRun', { runId: id, format: 'json', checkpoint: 'last', fileName: null })
  expect(json.files.map(({ name }) => name)).toEqual([`спираль_два_рукава_${id}_last.json`])
  const weights = decodeJsonWeights(json.files[0]!.bytes)
  expect(weights.position.epoch).toBe(4)
  expect(weights.model.scaling.shift).toHaveLength(2)
  expect(weights.tensors[0]?.values).not.toEqual(tensors[0]?.values)

  const initial = await lab.ask('exportRun', { runId: id, format: 'json', checkpoint: 'initial', fileName: null })
  expect(decodeJsonWeights(initial.files[0]!.bytes).position.step).toBe(0)
  const error = await lab.refusal('exportRun', { runId: id, format: 'npz', checkpoint: 'epoch:3', fileName: null })
  expect(error).toMatchObject({ code: 'not_found' })
  expect(error.message).toContain('it has initial, epoch:2, ')
})

test('a run that never began has no weights to give', async () => {
  const lab = openTestLab({ concurrency: 1 })
  await lab.start(experiment(1_000_000))
  const waiting = await lab.start(experiment(1))
  const error = await lab.refusal('predict', { runId: waiting.id, inputs: [[1, 2]] })
  expect(error).toMatchObject({ code: 'conflict' })
  expect(error.message).toContain('has no weights yet')
})
