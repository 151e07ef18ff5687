import { expect, test } from 'vitest'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import type { Alarm } from '../../src-main/protocol.ts'
import { spiral, startEngine, startMessage, type EngineProcess } from './engine.ts'

const alarmsOf = ({ messages }: EngineProcess) =>
  messages.flatMap((message) => ('alarms' in message ? message.alarms : []))

/** A spiral whose weights begin as nothing but zeros. */
function zeros(epochs: number): Experiment {
  const { network, ...rest } = spiral(epochs)
  const weightInit = { type: 'zeros' }
  const layers = network.layers.map((layer) => (layer.type === 'dense' ? { ...layer, weightInit } : layer))
  return parseExperiment({ ...rest, network: { layers } })
}

test('units that begin alike are told of once, with their layer and numbers; a healthy network raises no alarm', async () => {
  const [sick, healthy] = [startEngine(), startEngine()]
  await Promise.all([sick.next('ready'), healthy.next('ready')])
  sick.send(await startMessage(zeros(10)))
  healthy.send(await startMessage(spiral(10)))
  await Promise.all([sick.next('finished'), healthy.next('finished')])
  const [symmetry, ...others] = alarmsOf(sick).filter(({ kind }) => kind === 'symmetry')
  expect(symmetry).toMatchObject({ layer: 0, clearedAt: null, evidence: { identical: 16, units: 16, groups: 1 } })
  expect(symmetry!.step).toBeGreaterThanOrEqual(1)
  expect(others).toEqual([])
  expect(alarmsOf(healthy)).toEqual([])
})

test('an alarm that was on at the checkpoint is not raised again, but cleared once it is seen to be over', async () => {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(zeros(1)))
  await engine.next('finished')
  const raised = alarmsOf(engine).filter(({ kind }) => kind === 'symmetry')
  expect(raised).toHaveLength(1)
  const { bytes, seconds, step } = engine.checkpoint('last')!

  const next = startEngine()
  await next.next('ready')
  // Of two alarms it is told of, what it finds bears out only one.
  const dead: Alarm = { kind: 'dead_relu', layer: 1, step: 1, clearedAt: null, evidence: { dead: 16, units: 16 } }
  next.send(await startMessage(zeros(4), { checkpoint: bytes, seconds, alarms: [...raised, dead] }))
  await next.next('finished')
  const told = alarmsOf(next)
  expect(told.filter(({ kind }) => kind === 'symmetry')).toEqual([])
  const clearedAt = told.find(({ kind }) => kind === 'dead_relu')?.clearedAt ?? NaN
  expect(told).toContainEqual({ ...dead, clearedAt })
  expect(clearedAt).toBeGreaterThan(step)
})
