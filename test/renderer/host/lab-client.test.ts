import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LabEvent, Snapshot } from '../../../src-main/protocol.ts'
import { createLabClient, type ConnectionState } from '../../../src-renderer/host/lab-client.ts'
import { LabFailure } from '../../../src-renderer/host/lab-failure.ts'
import { createFakeLab, FakeRefusal, type FakeLab } from '../support/fake-lab.ts'
import { sampleRun } from '../support/sample-runs.ts'
import { verbatim } from '../../../src-engine/sentence.ts'

const settingsEvent = (concurrency: number): LabEvent => ({
  type: 'settings',
  settings: { concurrency, threads: null },
})

function follow(fake: FakeLab) {
  const client = createLabClient(fake.host)
  const events: LabEvent[] = []
  const snapshots: Snapshot[] = []
  const states: ConnectionState['kind'][] = []
  client.follow({
    event: (event) => void events.push(event),
    snapshot: (snapshot) => void snapshots.push(snapshot),
    state: (state) => void states.push(state.kind),
  })
  return { client, events, snapshots, states }
}

const connectsOf = (fake: FakeLab): unknown[] =>
  fake.requests.filter((request) => request.name === 'connect').map((request) => request.argument)

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('the first connection', () => {
  test('asks for everything and gets a snapshot', async () => {
    const fake = createFakeLab([sampleRun()])
    const { client, snapshots, states } = follow(fake)
    client.start()
    await flushPromises()
    expect(connectsOf(fake)).toEqual([{ after: null }])
    expect(snapshots.map((snapshot) => snapshot.runs.length)).toEqual([1])
    expect(states).toEqual(['connecting', 'connected'])
  })

  test('holds events back until the snapshot they follow is there, and leaves out those it contains', async () => {
    const fake = createFakeLab()
    const { client, events, snapshots } = follow(fake)
    fake.happen(settingsEvent(1))
    const answer = fake.answers.connect!
    fake.answers.connect = async (argument) => {
      fake.happen(settingsEvent(2))
      const connection = await answer(argument)
      fake.happen(settingsEvent(3))
      return connection
    }
    client.start()
    await flushPromises()
    expect(snapshots).toHaveLength(1)
    expect(events).toEqual([settingsEvent(3)])
  })
})

describe('a lost connection', () => {
  test('is made again, and only what was missed is asked for and told, once and in order', async () => {
    const fake = createFakeLab()
    const { client, events, snapshots, states } = follow(fake)
    client.start()
    await flushPromises()
    fake.happen(settingsEvent(1))
    fake.drop()
    fake.happen(settingsEvent(2))
    fake.happen(settingsEvent(3))
    await vi.advanceTimersByTimeAsync(300)
    fake.happen(settingsEvent(4))
    expect(connectsOf(fake)).toEqual([{ after: null }, { after: { instance: 'first', sequence: 1 } }])
    expect(events).toEqual([1, 2, 3, 4].map(settingsEvent))
    expect(snapshots).toHaveLength(1)
    expect(states).toEqual(['connecting', 'connected', 'lost', 'connecting', 'connected'])
  })

  test('to a lab that has restarted gives a new snapshot', async () => {
    const fake = createFakeLab()
    const { client, snapshots } = follow(fake)
    client.start()
    await flushPromises()
    fake.instance = 'second'
    fake.runs = [sampleRun()]
    fake.drop()
    await vi.advanceTimersByTimeAsync(300)
    expect(snapshots.at(-1)?.runs).toHaveLength(1)
  })

  test('is tried again after growing pauses, at once when the person asks', async () => {
    const fake = createFakeLab()
    fake.reachable = false
    const { client, states } = follow(fake)
    const tries = (): number => states.filter((state) => state === 'connecting').length
    client.start()
    await vi.advanceTimersByTimeAsync(240)
    expect(tries()).toBe(1)
    await vi.advanceTimersByTimeAsync(20)
    expect(tries()).toBe(2)
    await vi.advanceTimersByTimeAsync(480)
    expect(tries()).toBe(2)
    client.retry()
    expect(tries()).toBe(3)
    await vi.advanceTimersByTimeAsync(60_000)
    // 1 s, 2 s, 4 s, then every 8 s: ten more in a minute at most.
    expect(tries()).toBeGreaterThanOrEqual(11)
    expect(tries()).toBeLessThanOrEqual(13)
  })

  test('is noticed by a gap in the numbers, and the gap is filled', async () => {
    const fake = createFakeLab()
    const { client, events } = follow(fake)
    client.start()
    await flushPromises()
    fake.happen(settingsEvent(1))
    fake.happenUnheard(settingsEvent(2))
    fake.happen(settingsEvent(3))
    expect(events).toEqual([settingsEvent(1)])
    await vi.advanceTimersByTimeAsync(300)
    expect(events).toEqual([1, 2, 3].map(settingsEvent))
  })
})

describe('a request', () => {
  test('may be sent as soon as the snapshot is there', async () => {
    const fake = createFakeLab()
    fake.answers.pauseRun = () => null
    const client = createLabClient(fake.host)
    const answers: unknown[] = []
    client.follow({
      snapshot: () => void client.send('pauseRun', { runId: 'r1' }).then((answer) => answers.push(answer)),
    })
    client.start()
    await flushPromises()
    expect(answers).toEqual([null])
  })

  test('gives the value of its answer', async () => {
    const fake = createFakeLab()
    fake.answers.renameRun = ({ runId, name }) => sampleRun({ id: runId, name })
    const { client } = follow(fake)
    client.start()
    await flushPromises()
    await expect(client.send('renameRun', { runId: 'r1', name: 'New' })).resolves.toMatchObject({ name: 'New' })
  })

  test('that the lab refuses fails with the code and the problems it named', async () => {
    const fake = createFakeLab()
    const problems = [
      {
        path: ['optimizer', 'learningRate'],
        message: verbatim('must be positive, got −1'),
        remedy: verbatim('use 0.1'),
      },
    ]
    fake.answers.startRun = () => {
      throw new FakeRefusal({ code: 'input', message: 'Bad experiment', problems })
    }
    const { client } = follow(fake)
    client.start()
    await flushPromises()
    const failure = await client
      .send('startRun', { experiment: {}, directory: null, paused: false })
      .catch((e: unknown) => e)
    expect(failure).toBeInstanceOf(LabFailure)
    expect(failure).toMatchObject({ code: 'input', problems })
  })

  test('without a connection fails at once and says so', async () => {
    const { client } = follow(createFakeLab())
    await expect(client.send('pauseRun', { runId: 'r1' })).rejects.toMatchObject({ code: 'disconnected' })
  })
})
