import { expect, test } from 'vitest'
import { watchablePace } from '../../src-engine/pace.ts'
import { endless, experiment, openTestLab } from './temporary-lab.ts'

test.each([
  [100, 5],
  [250, 20],
  [4000, 200],
  [9000, 500],
  [20_000, 1000],
  [20_001, null],
])('%i steps are watched at %s per second, or left alone where that would take long', (steps, pace) => {
  expect(watchablePace(steps)).toBe(pace)
})

test('a run is started so that it can be watched, is held to that, and is let go', async () => {
  const lab = openTestLab()
  // 400 points in 10 batches: 200 steps.
  const run = await lab.ask('startRun', {
    experiment: experiment(20),
    directory: null,
    paused: false,
    pace: 'watchable',
  })
  expect(run).toMatchObject({ totalSteps: 200, stepsPerSecond: 10 })
  const began = performance.now()
  await lab.untilStep(run.id, 9)
  expect(performance.now() - began).toBeGreaterThan(800)
  await lab.ask('paceRun', { runId: run.id, stepsPerSecond: null })
  const ended = await lab.untilStatus(run.id, 'completed')
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(ended.stepsPerSecond).toBeNull()

  const { id } = await lab.start(experiment(20))
  expect((await lab.untilStatus(id, 'completed')).weightsSha256).toBe(ended.weightsSha256)
})

test('a pace is told to everybody, and is there again when the lab is', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(endless), true)
  await lab.ask('paceRun', { runId: id, stepsPerSecond: 5 })
  await lab.until((event) => (event.type === 'run' && event.run.stepsPerSecond === 5 ? true : null))
  await lab.close()

  const again = openTestLab({ database: lab.database })
  await again.ask('resumeRun', { runId: id })
  await again.untilStep(id, 2)
  const { stepsPerSecond, step } = await again.ask('getRun', { runId: id })
  expect(stepsPerSecond).toBe(5)
  expect(step).toBeLessThan(20)
  expect(await again.ask('forkRun', { runId: id, checkpoint: 'initial' })).toMatchObject({ stepsPerSecond: 5 })
})

test('a pace that is none is refused', async () => {
  const lab = openTestLab()
  const { id } = await lab.start(experiment(1), true)
  expect(await lab.refusal('paceRun', { runId: id, stepsPerSecond: 0 })).toMatchObject({
    code: 'input',
    problems: [{ path: ['stepsPerSecond'] }],
  })
})
