import { expect, test } from 'vitest'
import { endless, experiment, openTestLab, type TestLab } from './temporary-lab.ts'

const settings = { learningRate: 0.02, momentum: 0.5 }

async function completed(lab: TestLab, epochs: number, changes: Readonly<Record<string, unknown>> = {}) {
  const { id } = await lab.start(experiment(epochs, changes))
  return lab.untilStatus(id, 'completed')
}

test('a change is told, kept with its step and made again where the run goes on from an earlier checkpoint', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(20), true)
  await lab.untilStatus(id, 'paused')
  await lab.ask('stepRun', { runId: id, unit: 'batch' })
  await lab.ask('changeRun', { runId: id, ...settings })
  const { change } = await lab.until((event) => (event.type === 'changed' && event.runId === id ? event : null))
  expect(change).toEqual({ ...settings, step: 1 })
  expect((await lab.ask('getRun', { runId: id })).changes).toEqual([change])
  await lab.close()

  const again = openTestLab({ database: lab.database })
  await again.ask('resumeRun', { runId: id })
  const { weightsSha256 } = await again.untilStatus(id, 'completed')
  const whole = await again.start(experiment(20), true)
  await again.ask('stepRun', { runId: whole.id, unit: 'batch' })
  await again.ask('changeRun', { runId: whole.id, ...settings })
  await again.ask('resumeRun', { runId: whole.id })
  expect((await again.untilStatus(whole.id, 'completed')).weightsSha256).toBe(weightsSha256)
})

test('only a run that trains or is paused can be changed, and only in what its optimiser has', async () => {
  const lab = openTestLab()
  const { id } = await completed(lab, 1)
  expect((await lab.refusal('changeRun', { runId: id, ...settings })).message).toMatch(/is completed; only a run/)
  const adam = await lab.start(experiment(endless, { optimizer: { type: 'adam', learningRate: 0.01 } }), true)
  expect(await lab.refusal('changeRun', { runId: adam.id, ...settings })).toMatchObject({
    code: 'input',
    message: 'momentum: adam has no momentum; give null',
  })
})

test('a fork begins where the checkpoint stands, with its curves, and ends with the same weights if nothing is changed', async () => {
  const lab = openTestLab()
  const training = { epochs: 6, batchSize: 32, checkpointEvery: 2 }
  const parent = await completed(lab, 6, { training })
  const fork = await lab.ask('forkRun', { runId: parent.id, checkpoint: 'epoch:2' })
  expect(fork).toMatchObject({ status: 'paused', epoch: 2, step: 20 })
  const details = await lab.ask('getRun', { runId: fork.id })
  expect(details.origin).toEqual({
    runId: parent.id,
    number: parent.number,
    name: parent.name,
    checkpoint: 'epoch:2',
    step: 20,
  })
  const curves = (runId: string) => lab.ask('getCurves', { runId, maxPoints: 1000 })
  expect(await curves(fork.id)).toEqual((await curves(parent.id)).filter(({ step }) => step <= 20))

  await lab.ask('resumeRun', { runId: fork.id })
  const ended = await lab.untilStatus(fork.id, 'completed')
  expect(ended.weightsSha256).toBe(parent.weightsSha256)
  expect(await curves(fork.id)).toEqual(await curves(parent.id))
})

test('a run that is started paused and told to go on before its process is there trains, and says so', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(endless), true)
  await lab.ask('resumeRun', { runId: id })
  await lab.untilStep(id, 0)
  expect((await lab.ask('getRun', { runId: id })).status).toBe('running')
})

test('a fork of the last weights has as many epochs ahead as the run had', async () => {
  const lab = openTestLab()
  const parent = await completed(lab, 3)
  expect(await lab.ask('forkRun', { runId: parent.id, checkpoint: 'last' })).toMatchObject({ epoch: 3, epochs: 6 })
  expect((await lab.refusal('forkRun', { runId: parent.id, checkpoint: 'epoch:9' })).message).toMatch(/no checkpoint/)
})

test('what a watched run learns is shown to those who listen, without a number; afterwards the checkpoint tells', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(endless))
  await lab.untilStep(id, 0)
  expect(await lab.ask('watchRun', { runId: id })).toEqual({ live: true })
  const { insight } = await lab.until((event) => (event.type === 'insight' && event.runId === id ? event : null))
  expect(insight.surface?.outputs).toHaveLength(1)
  expect(lab.events.filter(({ event }) => event.type === 'insight').every(({ sequence }) => sequence === null)).toBe(
    true,
  )

  await lab.ask('stopRun', { runId: id })
  const { step } = await lab.untilStatus(id, 'stopped')
  expect(await lab.ask('watchRun', { runId: id })).toEqual({ live: false })
  const kept = await lab.ask('getInsight', { runId: id })
  expect(kept).toMatchObject({ step, filters: null })
  expect(kept?.layers).toHaveLength(4)
})

test('the data of a run on the plane comes with classes and parts; other data does not', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(1), true)
  const samples = await lab.ask('getPlaneSamples', { runId: id })
  expect(samples).toMatchObject({ inputNames: ['x', 'y'] })
  expect(samples!.positions).toHaveLength(800)
  expect(samples!.parts.filter((part) => part === 'test')).toHaveLength(40)
  expect(new Set(samples!.targets)).toEqual(new Set([0, 1]))

  const digits = { dataset: { name: 'digits', samples: 50 }, loss: 'mean_squared_error' }
  const network = { layers: [{ type: 'dense', units: 10 }] }
  const other = await lab.start(experiment(1, { ...digits, network }), true)
  expect(await lab.ask('getPlaneSamples', { runId: other.id })).toBeNull()
})
