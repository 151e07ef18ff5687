import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { EnginePort, SpawnEngine } from '../../src-main/core/engine-port.ts'
import { forkEngine } from '../../src-main/core/fork-engine.ts'
import type { MetricPoint } from '../../src-main/protocol.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { engineEntry } from './places.ts'
import { endless, experiment, openTestLab } from './temporary-lab.ts'
import { inEnglish, verbatim } from '../../src-engine/sentence.ts'

/** Engine processes that a test can kill from outside, as a crash would. */
function killableEngines(): { spawn: SpawnEngine; ports: EnginePort[] } {
  const ports: EnginePort[] = []
  const fork = forkEngine(engineEntry)
  return {
    ports,
    spawn() {
      const port = fork()
      ports.push(port)
      return port
    },
  }
}

/** Long enough to be caught in the middle of, on a fast machine too. */
const long = experiment(4000)

/** How the long experiment ends when nothing happens to it; trained once for all tests. */
let uninterrupted: Promise<{ weightsSha256: string | null; curves: readonly MetricPoint[] }> | null = null

function trainUninterrupted() {
  uninterrupted ??= (async () => {
    const lab = openTestLab()
    const { id } = await lab.start(long)
    const { weightsSha256 } = await lab.untilStatus(id, 'completed')
    return { weightsSha256, curves: await lab.ask('getCurves', { runId: id, maxPoints: 100_000 }) }
  })()
  return uninterrupted
}

/** A lab in a process of its own, trained until it has gone beyond `step`. */
async function startHost(database: string, json: unknown, step: number, paused = false): Promise<ChildProcess> {
  const host = fork(join(import.meta.dirname, 'host.ts'), [database, JSON.stringify(json), paused ? 'paused' : ''], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  onTestFinished(() => {
    host.kill('SIGKILL')
  })
  const { promise, resolve } = Promise.withResolvers<undefined>()
  host.on('message', (message) => {
    if ((message as { step: number }).step >= step) resolve(undefined)
  })
  await promise
  return host
}

async function kill(host: ChildProcess): Promise<void> {
  host.kill('SIGKILL')
  await once(host, 'exit')
}

describe('a training process that is killed', () => {
  test('leaves the run interrupted and the lab alive; resumed, it ends with the very same weights', async () => {
    const { spawn, ports } = killableEngines()
    const lab = openTestLab({ spawnEngine: spawn })
    const { id } = await lab.start(long)
    await lab.untilStep(id, 0)
    ports[0]!.kill()
    const interrupted = await lab.untilStatus(id, 'interrupted')
    expect(interrupted.reason && inEnglish(interrupted.reason)).toBe(
      'the training process ended unexpectedly (it was killed)',
    )
    expect(interrupted.step).toBeLessThan(interrupted.totalSteps)

    await lab.ask('resumeRun', { runId: id })
    const ended = await lab.untilStatus(id, 'completed')
    expect(ended.weightsSha256).toBe((await trainUninterrupted()).weightsSha256)
    expect(ended.reason).toBeNull()
  })

  test('lets the next run in the queue begin', async () => {
    const { spawn, ports } = killableEngines()
    const lab = openTestLab({ spawnEngine: spawn })
    const first = await lab.start(experiment(endless))
    const second = await lab.start(experiment(1))
    await lab.untilStep(first.id, 0)
    ports[0]!.kill()
    await lab.untilStatus(second.id, 'completed')
  })

  test('takes back the points of the curves that lie after the checkpoint it goes on from', async () => {
    const { spawn, ports } = killableEngines()
    const lab = openTestLab({ spawnEngine: spawn })
    const { id } = await lab.start(long)
    await lab.untilStep(id, 0)
    ports[0]!.kill()
    const interrupted = await lab.untilStatus(id, 'interrupted')
    const last = (await lab.ask('getRun', { runId: id })).checkpoints.find(({ name }) => name === 'last')!
    expect(last.step).toBeLessThan(interrupted.step)

    await lab.ask('resumeRun', { runId: id })
    const rewound = await lab.until((event) => (event.type === 'rewound' ? event : null))
    expect(rewound).toEqual({ type: 'rewound', runId: id, step: last.step })
    await lab.untilStatus(id, 'completed')
    const curves = await lab.ask('getCurves', { runId: id, maxPoints: 100_000 })
    expect(curves).toEqual((await trainUninterrupted()).curves)
  })
})

describe('a training process that misbehaves', () => {
  const silentPort = (changes: Partial<EnginePort> = {}): EnginePort => ({
    send: () => undefined,
    onMessage: () => undefined,
    onExit: () => undefined,
    kill: () => undefined,
    ...changes,
  })

  test('by never saying that it is ready is given up after a while', async () => {
    vi.useFakeTimers()
    onTestFinished(() => {
      vi.useRealTimers()
    })
    let killed = false
    const lab = openTestLab({ spawnEngine: () => silentPort({ kill: () => (killed = true) }) })
    const { id } = await lab.start(experiment(1))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await lab.ask('getRun', { runId: id })).toMatchObject({
      status: 'interrupted',
      reason: verbatim('the training process did not start'),
    })
    expect(killed).toBe(true)
  })

  test('by saying what nobody understands is ended', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    onTestFinished(() => {
      log.mockRestore()
    })
    const onMessage: EnginePort['onMessage'] = (listener) => {
      setTimeout(() => {
        listener({ type: 'ready', and: 'more' })
      })
    }
    const lab = openTestLab({ spawnEngine: () => silentPort({ onMessage }) })
    const { id } = await lab.start(experiment(1))
    expect(inEnglish((await lab.untilStatus(id, 'interrupted')).reason!)).toContain('does not understand')
    expect(log).toHaveBeenCalled()
  })

  test('by not coming into being at all leaves the run interrupted', async () => {
    const spawnEngine = () => {
      throw new Error('out of memory')
    }
    const lab = openTestLab({ spawnEngine })
    const { id } = await lab.start(experiment(1))
    expect(inEnglish((await lab.untilStatus(id, 'interrupted')).reason!)).toContain('out of memory')
  })
})

describe('a lab that is killed', () => {
  test('leaves its run interrupted for the next one; resumed, it ends with the very same weights', async () => {
    const database = join(temporaryFolder(), 'lab.sqlite')
    const host = await startHost(database, long, 1)
    await kill(host)

    const lab = openTestLab({ database })
    const interrupted = await lab.ask('getRun', { runId: '#1' })
    expect(interrupted).toMatchObject({
      status: 'interrupted',
      reason: verbatim('the lab ended while it was training'),
    })
    expect(interrupted.checkpoints.map(({ name }) => name)).toContain('last')
    await lab.ask('resumeRun', { runId: '#1' })
    const ended = await lab.untilStatus(interrupted.id, 'completed')
    expect(ended.weightsSha256).toBe((await trainUninterrupted()).weightsSha256)
  })

  test('leaves a paused run paused', async () => {
    const database = join(temporaryFolder(), 'lab.sqlite')
    await kill(await startHost(database, experiment(3), 0, true))
    const lab = openTestLab({ database })
    expect(await lab.ask('getRun', { runId: '#1' })).toMatchObject({ status: 'paused', step: 0 })
    await lab.ask('resumeRun', { runId: '#1' })
    const { id } = await lab.ask('getRun', { runId: '#1' })
    await lab.untilStatus(id, 'completed')
  })
})

describe('a lab that is closed while it trains', () => {
  test('saves a checkpoint where it stands, and the run goes on from there to the very same weights', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(long)
    const waiting = await lab.start(experiment(1))
    await lab.untilStep(id, 0)
    await lab.close()

    const again = openTestLab({ database: lab.database })
    const interrupted = await again.ask('getRun', { runId: id })
    expect(interrupted).toMatchObject({ status: 'interrupted', reason: verbatim('the lab was closed') })
    expect(interrupted.checkpoints.find(({ name }) => name === 'last')?.step).toBe(interrupted.step)
    expect(await again.ask('getRun', { runId: waiting.id })).toMatchObject({ status: 'interrupted', step: 0 })
    await again.ask('resumeRun', { runId: id })
    const ended = await again.untilStatus(id, 'completed')
    expect(again.events.some(({ event }) => event.type === 'rewound')).toBe(false)
    expect(ended.weightsSha256).toBe((await trainUninterrupted()).weightsSha256)
  })
})

describe('two labs on one database', () => {
  test('leave each other’s runs alone while they live, and see what the other does', async () => {
    const database = join(temporaryFolder(), 'lab.sqlite')
    const host = await startHost(database, experiment(endless), 1)
    const lab = openTestLab({ database })
    const { id, status, step } = await lab.ask('getRun', { runId: '#1' })
    expect(status).toBe('running')
    for (const name of ['pauseRun', 'stopRun', 'resumeRun', 'deleteRun'] as const) {
      const error = await lab.refusal(name, { runId: id })
      expect(error).toMatchObject({ code: 'conflict' })
      expect(error.message).toContain(`process ${host.pid}`)
    }
    await lab.until((event) => (event.type === 'run' && event.run.id === id && event.run.step > step ? true : null))
    const own = await lab.start(experiment(1))
    await lab.untilStatus(own.id, 'completed')
    await kill(host)
    const interrupted = await lab.untilStatus(id, 'interrupted')
    expect(interrupted.reason && inEnglish(interrupted.reason)).toBe('the lab ended while it was training')
  })

  test('a run that was taken away is trained no further', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(endless))
    await lab.untilStep(id, 0)
    // As another lab does after this one was silent for too long: a laptop that slept.
    const other = new Database(lab.database)
    other.exec("UPDATE runs SET owner = NULL, status = 'interrupted'")
    const step = other.prepare<[], number>('SELECT step FROM runs').pluck()
    const before = step.get()
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(step.get()).toBe(before)
    other.close()
    expect((await lab.ask('getRun', { runId: id })).status).toBe('interrupted')
  })
})
