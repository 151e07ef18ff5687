import { availableParallelism } from 'node:os'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createEventLog } from '../../src-main/core/event-log.ts'
import type { LabEvent } from '../../src-main/protocol.ts'
import { experiment, openTestLab } from './temporary-lab.ts'
import { inEnglish, say, verbatim } from '../../src-engine/sentence.ts'

describe('the door for transports', () => {
  test('does not know names that are not requests, least of all Object’s own', async () => {
    const { lab } = openTestLab()
    for (const name of ['nothing', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      const envelope = await lab.handle(name, {})
      expect(envelope).toEqual({
        ok: false,
        error: { code: 'not_found', message: say('There is no request {name}.', { name }), problems: [] },
      })
    }
  })

  test('refuses arguments that are not what the request takes, and says where', async () => {
    const { lab } = openTestLab()
    const refused: [string, unknown, string][] = [
      ['getRun', undefined, '(whole file)'],
      ['getRun', { runId: 7 }, 'runId'],
      ['getRun', { runId: 'x', and: 1 }, 'and'],
      ['changeSettings', { concurrency: 0, threads: null }, 'concurrency'],
      ['predict', { runId: 'x', inputs: [[1, 'two']] }, 'inputs[0][1]'],
      ['exportRun', { runId: 'x', format: 'exe', checkpoint: 'last' }, 'format'],
    ]
    for (const [name, argument, path] of refused) {
      const envelope = await lab.handle(name, argument)
      expect(envelope).toMatchObject({ ok: false, error: { code: 'input' } })
      if (!envelope.ok) expect(inEnglish(envelope.error.message)).toContain(`${path}: `)
    }
  })

  test('keeps its own faults to its log', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    onTestFinished(() => {
      log.mockRestore()
    })
    const test = openTestLab()
    await test.close()
    const envelope = await test.lab.handle('listExperiments', {})
    expect(envelope).toEqual({
      ok: false,
      error: {
        code: 'internal',
        message: verbatim('Something went wrong inside the lab; its log says what.'),
        problems: [],
      },
    })
    expect(String(log.mock.calls[0]?.[0])).toContain('database connection is not open')
  })
})

describe('a view that connects', () => {
  test('gets the whole picture first, and after an absence only what it missed', async () => {
    const lab = openTestLab()
    const first = await lab.ask('connect', { after: null })
    const cores = availableParallelism()
    expect(first).toMatchObject({ kind: 'snapshot', snapshot: { runs: [], settings: { concurrency: cores } } })
    const { id } = await lab.start(experiment(2))
    await lab.untilStatus(id, 'completed')

    const again = await lab.ask('connect', { after: first.position })
    if (again.kind !== 'events') throw new Error('the lab has everything that was missed')
    expect(again.events).toEqual(lab.events)
    expect(again.events.map(({ sequence }) => sequence)).toEqual(again.events.map((_, i) => i + 1))
    expect(again.position.sequence).toBe(again.events.length)
    expect(await lab.ask('connect', { after: again.position })).toMatchObject({ kind: 'events', events: [] })
  })

  test('gets the whole picture where its place in the stream is of another launch or not reached yet', async () => {
    const lab = openTestLab()
    const { position } = await lab.ask('connect', { after: null })
    expect(await lab.ask('connect', { after: { instance: 'another', sequence: 0 } })).toMatchObject({
      kind: 'snapshot',
    })
    const ahead = { ...position, sequence: position.sequence + 1 }
    expect(await lab.ask('connect', { after: ahead })).toMatchObject({ kind: 'snapshot' })
  })

  test('hears every event once, in order, and none after it has left', () => {
    const log = createEventLog()
    const heard: (number | null)[] = []
    const leave = log.subscribe(({ sequence }) => heard.push(sequence))
    const event: LabEvent = { type: 'settings', settings: { concurrency: 1, threads: null } }
    log.publish(event)
    log.publish(event)
    leave()
    log.publish(event)
    expect(heard).toEqual([1, 2])
  })

  test('hears what is of the moment only without a number, and is not told of it later', () => {
    const log = createEventLog()
    const heard: (number | null)[] = []
    log.subscribe(({ sequence }) => heard.push(sequence))
    const event: LabEvent = { type: 'settings', settings: { concurrency: 1, threads: null } }
    log.publish(event)
    const before = log.position()
    log.show(event)
    log.publish(event)
    expect(heard).toEqual([1, null, 2])
    expect(log.since(before)).toEqual([{ sequence: 2, event }])
  })

  test('is told to start afresh once what it missed is forgotten, and until then misses nothing', () => {
    const log = createEventLog()
    const start = log.position()
    for (let i = 1; i <= 20_000; i++) log.publish({ type: 'settings', settings: { concurrency: i, threads: null } })
    expect(log.since(start)).toBeNull()
    const missed = log.since({ ...start, sequence: 20_000 - 4096 })
    expect(missed).toHaveLength(4096)
    expect(missed![0]).toEqual({
      sequence: 20_000 - 4095,
      event: { type: 'settings', settings: { concurrency: 20_000 - 4095, threads: null } },
    })
  })

  test('that fails to listen does no harm to the others', () => {
    const report = vi.spyOn(console, 'error').mockReturnValue()
    onTestFinished(() => {
      report.mockRestore()
    })
    const log = createEventLog()
    let heard = 0
    log.subscribe(() => {
      throw new Error('the window is gone')
    })
    log.subscribe(() => heard++)
    log.publish({ type: 'runDeleted', runId: 'r' })
    expect(heard).toBe(1)
    expect(report).toHaveBeenCalledOnce()
  })
})

describe('experiments that are kept', () => {
  test('are saved with their defaults, changed, listed and removed', async () => {
    const lab = openTestLab()
    const saved = await lab.ask('saveExperiment', { id: null, experiment: experiment(3), directory: '/data' })
    expect(saved).toMatchObject({
      name: 'spiral of 3',
      directory: '/data',
      experiment: { training: { shuffle: true } },
    })
    await lab.ask('saveExperiment', { id: saved.id, experiment: experiment(4), directory: null })
    const kept = await lab.ask('listExperiments', {})
    expect(kept.map(({ id, name }) => [id, name])).toEqual([[saved.id, 'spiral of 4']])
    await lab.ask('deleteExperiment', { id: saved.id })
    expect(await lab.ask('listExperiments', {})).toEqual([])
    expect(await lab.refusal('deleteExperiment', { id: saved.id })).toMatchObject({ code: 'not_found' })
    const gone = { id: saved.id, experiment: experiment(4), directory: null }
    expect(await lab.refusal('saveExperiment', gone)).toMatchObject({ code: 'not_found' })
  })

  test('are refused where they are no experiments', async () => {
    const lab = openTestLab()
    const error = await lab.refusal('saveExperiment', { id: null, experiment: { version: 1 }, directory: null })
    expect(error.code).toBe('input')
    expect(await lab.ask('listExperiments', {})).toEqual([])
  })
})
