import { expect, test } from 'vitest'
import { experiment, openTestLab } from './temporary-lab.ts'

const zeros = experiment(5, {
  network: {
    layers: [
      { type: 'dense', units: 12, weightInit: { type: 'zeros' } },
      { type: 'tanh' },
      { type: 'dense', units: 1, weightInit: { type: 'zeros' } },
      { type: 'sigmoid' },
    ],
  },
})

test("a run's details hold its alarms with their numbers after the run, and an event told of them; a healthy run has none", async () => {
  const lab = openTestLab({ concurrency: 2 })
  const [sick, healthy] = await Promise.all([lab.start(zeros), lab.start(experiment(5))])
  await Promise.all([lab.untilStatus(sick.id, 'completed'), lab.untilStatus(healthy.id, 'completed')])
  const { alarms } = await lab.ask('getRun', { runId: sick.id })
  const symmetry = alarms.filter(({ kind }) => kind === 'symmetry')
  expect(symmetry).toMatchObject([{ layer: 0, clearedAt: null, evidence: { identical: 12, units: 12, groups: 1 } }])
  const told = lab.events.flatMap(({ event }) => (event.type === 'alarms' ? [event] : []))
  expect(told.every(({ runId }) => runId === sick.id)).toBe(true)
  expect(told.flatMap(({ raised }) => raised)).toEqual(expect.arrayContaining(symmetry))
  expect((await lab.ask('getRun', { runId: healthy.id })).alarms).toEqual([])
})
