import type { ThreadPlan } from '../engine_process/thread-tuner.ts'
import type { Insight } from '../protocol.ts'
import type { RunEnd } from '../store/run-repository.ts'
import type { Store } from '../store/store.ts'
import type { SpawnEngine } from './engine-port.ts'
import { superviseEngine, type EngineCommand, type RunMessage, type SupervisedEngine } from './engine-supervisor.ts'
import { createRunQueue } from './run-queue.ts'
import type { RunRecorder } from './run-recorder.ts'
import { inEnglish, say, verbatim, type Sentence } from '../../src-engine/sentence.ts'

/** How long processes may take to save their last checkpoint when the lab closes. */
const closingTime = 5000

/** The runs this lab trains, pauses or keeps waiting: one process each, except for those that still wait. */
export interface LiveRuns {
  /** Lets it train as soon as there is a place: from its last checkpoint, or on where its process is paused. */
  goOn(run: string): void
  /** Starts its process, paused at the last checkpoint. */
  startPaused(run: string): void
  hasProcess(run: string): boolean
  command(run: string, command: EngineCommand): void
  pause(run: string): void
  /** It waits no longer for a place. */
  leaveQueue(run: string): void
  /** Resolves when its process is gone, at once where it has none. */
  whenGone(run: string): Promise<undefined>
  /** Ends the process at once, with the last checkpoint as it is. */
  kill(run: string): void
  setLimit(limit: number): void
  /** How many threads each run uses; null for as many as turn out fastest. */
  setThreads(threads: number | null): void
  close(): Promise<void>
}

interface Live {
  readonly engine: SupervisedEngine
  readonly gone: PromiseWithResolvers<undefined>
  paused: boolean
  /** Told to pause and not paused yet; `goOn` in that moment makes it train again afterwards. */
  pausing: boolean
  goOnAfterPause: boolean
  /** What it was told last. */
  threads: ThreadPlan
}

export interface LiveRunsOptions {
  readonly store: Store
  readonly recorder: RunRecorder
  readonly spawn: SpawnEngine
  readonly limit: number
  readonly threads: number | null
  /** What runs share that find the number of their threads themselves. */
  readonly cores: number
  /** What a run that is watched has learned. */
  readonly onInsight: (run: string, insight: Insight) => void
}

export function createLiveRuns({
  store,
  recorder,
  spawn,
  limit,
  cores,
  onInsight,
  ...options
}: LiveRunsOptions): LiveRuns {
  const live = new Map<string, Live>()
  const queue = createRunQueue(limit, train)
  let { threads } = options

  /** The cores are shared evenly by the runs that train, of which there are `active`. */
  function planFor(active: number): ThreadPlan {
    if (threads !== null) return { most: threads, isFixed: true }
    return { most: Math.max(1, Math.floor(cores / active)), isFixed: false }
  }

  function countActive(): number {
    return [...live.values()].filter(({ paused }) => !paused).length
  }

  /** Tells the runs that train what has become of their share. */
  function shareCores(): void {
    const plan = planFor(Math.max(1, countActive()))
    for (const present of live.values()) {
      if (present.threads.most === plan.most && present.threads.isFixed === plan.isFixed) continue
      present.threads = plan
      present.engine.command({ type: 'threads', plan })
    }
  }

  /** Called by the queue when the run has a place. */
  function train(run: string): void {
    const present = live.get(run)
    if (!present) {
      launch(run, false)
      return
    }
    present.paused = false
    shareCores()
    recorder.setStatus(run, 'running')
    present.engine.command({ type: 'resume' })
  }

  function launch(run: string, paused: boolean): void {
    try {
      const { experiment, directory, fingerprint } = store.runs.spec(run)
      const checkpoint = store.checkpoints.read(run, 'last')
      recorder.rewind(run, checkpoint)
      const plan = planFor(countActive() + 1)
      const engine = superviseEngine({
        spawn,
        start: {
          type: 'start',
          experiment,
          directory,
          dataSha256: fingerprint,
          checkpoint: checkpoint?.bytes ?? null,
          alarms: store.alarms.list(run).filter(({ clearedAt }) => clearedAt === null),
          changes: store.changes.list(run),
          seconds: checkpoint?.seconds ?? 0,
          paused,
          threads: plan,
          stepsPerSecond: store.runs.find(run)?.stepsPerSecond ?? null,
        },
        onMessage: (message) => {
          receive(run, message)
        },
        onDeath: (reason) => {
          endWith(run, 'interrupted', reason)
        },
      })
      const gone = Promise.withResolvers<undefined>()
      // One that starts paused says so when it is ready; until then it is on its way there.
      live.set(run, { engine, gone, paused, pausing: paused, goOnAfterPause: false, threads: plan })
      shareCores()
      recorder.setStatus(run, paused ? 'paused' : 'running')
    } catch (error) {
      endWith(run, 'failed', verbatim(logged(error)))
    }
  }

  function receive(run: string, message: RunMessage): void {
    try {
      const isOurs = record(run, message)
      if (!isOurs) drop(run)
    } catch (error) {
      endWith(run, 'failed', say('the lab could not store what it learned: {error}', { error: logged(error) }))
    }
  }

  /** Whether the run is still ours to train. */
  function record(run: string, message: RunMessage): boolean {
    switch (message.type) {
      case 'started':
        return recorder.started(run, message.kernel)
      case 'progress':
        return recorder.report(run, message, message)
      case 'paused': {
        const isOurs = recorder.report(run, message, { type: 'paused' })
        if (isOurs) takePause(run)
        return isOurs
      }
      case 'resumed':
        return true
      case 'changed':
        return recorder.changed(run, message.change)
      case 'insight':
        onInsight(run, message.insight)
        return true
      case 'finished': {
        recorder.report(run, message, { type: 'finished', end: toEnd(message, live.get(run)?.paused === true) })
        return false
      }
      case 'failed':
        if (message.kind === 'internal') console.error(inEnglish(message.message))
        endWith(run, 'failed', message.kind === 'input' ? message.message : say('the engine failed; the log says how'))
        return true
    }
  }

  function takePause(run: string): void {
    const present = live.get(run)
    if (!present) return
    const { goOnAfterPause } = present
    Object.assign(present, { paused: true, pausing: false, goOnAfterPause: false })
    shareCores()
    queue.remove(run)
    if (goOnAfterPause) goOn(run)
  }

  function goOn(run: string): void {
    const present = live.get(run)
    if (present?.pausing) {
      present.goOnAfterPause = true
      return
    }
    if (present && !present.paused) return
    recorder.setStatus(run, 'queued')
    queue.add(run)
  }

  function endWith(run: string, status: 'failed' | 'interrupted', reason: Sentence): void {
    try {
      recorder.ended(run, { status, metrics: null, weightsSha256: null, reason })
    } catch (error) {
      logged(error)
    }
    drop(run)
  }

  function drop(run: string): void {
    const present = live.get(run)
    live.delete(run)
    present?.engine.kill()
    present?.gone.resolve(undefined)
    shareCores()
    queue.remove(run)
  }

  return {
    goOn,
    startPaused(run) {
      launch(run, true)
    },
    hasProcess: (run) => live.has(run),
    command(run, command) {
      live.get(run)?.engine.command(command)
    },
    pause(run) {
      const present = live.get(run)
      if (!present || present.paused) return
      Object.assign(present, { pausing: true, goOnAfterPause: false })
      present.engine.command({ type: 'pause' })
    },
    leaveQueue(run) {
      queue.remove(run)
    },
    whenGone: (run) => live.get(run)?.gone.promise ?? Promise.resolve(undefined),
    kill(run) {
      if (live.has(run)) endWith(run, 'interrupted', say('its process did not answer and was ended'))
    },
    setLimit(limit) {
      queue.setLimit(limit)
    },
    setThreads(next) {
      threads = next
      shareCores()
    },
    async close() {
      queue.close()
      const all = [...live.values()]
      for (const { engine } of all) engine.command({ type: 'interrupt' })
      const tooLate = Promise.withResolvers<undefined>()
      const timer = setTimeout(() => tooLate.resolve(undefined), closingTime)
      await Promise.race([Promise.all(all.map(({ gone }) => gone.promise)), tooLate.promise])
      clearTimeout(timer)
      for (const run of [...live.keys()]) drop(run)
    },
  }
}

function toEnd(message: Extract<RunMessage, { type: 'finished' }>, wasPaused: boolean): RunEnd {
  const { status, metrics, weightsSha256, reason } = message
  if (status !== 'interrupted') return { status, metrics, weightsSha256, reason }
  // The lab closes: what was paused is found paused again.
  return {
    status: wasPaused ? 'paused' : status,
    metrics,
    weightsSha256,
    reason: wasPaused ? null : say('the lab was closed'),
  }
}

function logged(error: unknown): string {
  console.error(error)
  return error instanceof Error ? error.message : String(error)
}
