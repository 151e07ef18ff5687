import { expect, test } from 'vitest'
import type { Progress } from '../../../src-main/protocol.ts'
import { isResumable, isUnfinished, useRuns } from '../../../src-renderer/stores/runs.ts'
import { createFakeLab, FakeRefusal } from '../support/fake-lab.ts'
import { connectStores } from '../support/mount-view.ts'
import { samplePoint, sampleRun } from '../support/sample-runs.ts'

const running = sampleRun({ id: 'r2', number: 2, status: 'running', step: 0, epoch: 0, metrics: null, latest: {} })

function progress(values: Partial<Progress> = {}): Progress {
  return {
    runId: 'r2',
    step: 300,
    epoch: 1.2,
    seconds: 3,
    samplesPerSecond: 3200,
    secondsLeft: 9,
    points: [],
    ...values,
  }
}

async function runsOf(fake = createFakeLab([sampleRun({ id: 'r1' }), running])) {
  await connectStores(fake)
  return { fake, runs: useRuns() }
}

test('the snapshot fills the list, the newest run first', async () => {
  const { runs } = await runsOf()
  expect(runs.list.map((run) => run.id)).toEqual(['r2', 'r1'])
  expect(runs.running.map((run) => run.id)).toEqual(['r2'])
})

test('progress moves a run on: steps, whole epochs, rate, time left and the latest values', async () => {
  const { fake, runs } = await runsOf()
  const points = [samplePoint('train.loss', 290, 0.5), samplePoint('train.loss', 300, 0.4)]
  fake.happen({ type: 'progress', progress: progress({ points }) })
  expect(runs.get('r2')).toMatchObject({ step: 300, epoch: 1, samplesPerSecond: 3200, latest: { 'train.loss': 0.4 } })
  expect(runs.timeLeft('r2')).toBe(9)
})

test('a run that no longer runs has no time left', async () => {
  const { fake, runs } = await runsOf()
  fake.happen({ type: 'progress', progress: progress() })
  fake.happen({ type: 'run', run: { ...running, status: 'paused' } })
  expect(runs.timeLeft('r2')).toBeNull()
  expect(runs.running).toEqual([])
  expect(runs.paused).toHaveLength(1)
})

test('progress of a run that was deleted in the meantime changes nothing', async () => {
  const { fake, runs } = await runsOf()
  fake.happen({ type: 'runDeleted', runId: 'r2' })
  fake.happen({ type: 'progress', progress: progress() })
  expect(runs.list.map((run) => run.id)).toEqual(['r1'])
})

test('a started run is in the list before its event comes', async () => {
  const { fake, runs } = await runsOf()
  fake.answers.startRun = () => sampleRun({ id: 'r3', number: 3, status: 'queued' })
  await runs.start({ experiment: {}, directory: null, paused: false })
  expect(runs.queued.map((run) => run.id)).toEqual(['r3'])
})

test('a pace is shown at once, and taken back where the lab refuses it', async () => {
  const { fake, runs } = await runsOf()
  const told = Promise.withResolvers<null>()
  fake.answers.paceRun = () => told.promise
  const asked = runs.pace('r2', 20)
  expect(runs.get('r2')?.stepsPerSecond).toBe(20)
  told.resolve(null)
  await asked
  fake.answers.paceRun = () => {
    throw new FakeRefusal({ code: 'conflict', message: 'It is trained elsewhere', problems: [] })
  }
  await expect(runs.pace('r2', 5)).rejects.toMatchObject({ code: 'conflict' })
  expect(runs.get('r2')?.stepsPerSecond).toBe(20)
})

test('a run the lab refuses to delete stays', async () => {
  const { fake, runs } = await runsOf()
  fake.answers.deleteRun = () => {
    throw new FakeRefusal({ code: 'conflict', message: 'It is running', problems: [] })
  }
  await expect(runs.remove('r2')).rejects.toMatchObject({ code: 'conflict' })
  expect(runs.get('r2')).toBeDefined()
})

test('a deleted run can be taken back', async () => {
  const { fake, runs } = await runsOf()
  fake.answers.deleteRun = () => null
  fake.answers.restoreRun = () => sampleRun({ id: 'r1' })
  await runs.remove('r1')
  expect(runs.get('r1')).toBeUndefined()
  await runs.restore('r1')
  expect(runs.get('r1')).toBeDefined()
})

test('after a restart of the lab only its own runs are left', async () => {
  const { runs, fake } = await runsOf()
  fake.runs = [sampleRun({ id: 'r9' })]
  fake.instance = 'second'
  fake.drop()
  await expect.poll(() => runs.list.map((run) => run.id)).toEqual(['r9'])
})

test('what can go on and what is under way', () => {
  const withStatus = (test: typeof isResumable) =>
    (['queued', 'running', 'paused', 'completed', 'stopped', 'failed', 'interrupted', 'diverged'] as const).filter(
      (status) => test(sampleRun({ status })),
    )
  expect(withStatus(isResumable)).toEqual(['paused', 'stopped', 'failed', 'interrupted'])
  expect(withStatus(isUnfinished)).toEqual(['queued', 'running', 'paused'])
})
