import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { inputError } from '../../src-engine/problem.ts'
import { liveSettingsOf } from '../../src-engine/live-settings.ts'
import { watchablePace } from '../../src-engine/pace.ts'
import type { LiveSettings, requestSchemas, RunSummary } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import type { EventLog } from './event-log.ts'
import type { LiveRuns } from './live-runs.ts'
import type { Ownership } from './ownership.ts'
import { preflight } from './preflight.ts'
import { conflict, notFound } from './refusal.ts'
import { requireDataToGoOn } from './run-data.ts'
import type { RunRecorder } from './run-recorder.ts'
import { say, type Sentence } from '../../src-engine/sentence.ts'

/** How long a run may take to stop before it is deleted anyway. */
const stoppingTime = 5000

/** What a person can do with a run: every method checks that its status allows it, and says what would. */
export interface RunControl {
  /** A stored run by id, number or `#number`. @throws Refusal where there is none */
  find(reference: string): RunSummary
  /** Checks everything, then stores the run and lets it wait for its turn. */
  start(start: RunStart): Promise<RunSummary>
  pause(reference: string): void
  /** @param epochs trains to the end of that epoch instead of the planned one */
  resume(reference: string, epochs?: number): Promise<void>
  step(reference: string, unit: 'batch' | 'epoch'): void
  stop(reference: string): void
  /** Trains on with other settings. */
  change(reference: string, settings: LiveSettings): void
  /** Holds it to so many steps per second, now or when it next trains; null for as many as possible. */
  pace(reference: string, stepsPerSecond: number | null): void
  /**
   * Somebody looks at what it learns, for the next few seconds; says whether there is anything to see.
   *
   * @param known the step of what they have seen; null for nothing
   */
  watch(reference: string, known: number | null): boolean
  rename(reference: string, name: string): RunSummary
  tag(reference: string, tags: readonly string[]): RunSummary
  note(reference: string, note: string): RunSummary
  delete(reference: string): Promise<void>
  restore(id: string): RunSummary
}

export type RunStart = z.output<(typeof requestSchemas)['startRun']>

export interface RunControlOptions {
  readonly store: Store
  readonly events: EventLog
  readonly recorder: RunRecorder
  readonly ownership: Ownership
  readonly live: LiveRuns
  readonly now: () => number
}

export function createRunControl({ store, events, recorder, ownership, live, now }: RunControlOptions): RunControl {
  const owner = ownership.owner.id

  function find(reference: string): RunSummary {
    const run = store.runs.find(reference)
    if (!run) throw notFound(say('There is no run {reference}.', { reference }))
    return run
  }

  /** A run that no other living process trains. */
  function findOurs(reference: string): RunSummary {
    const run = find(reference)
    const other = ownership.otherOwnerOf(run.id)
    if (other) {
      const { process } = other
      const owned = { run: titleOf(run), process }
      throw conflict(say('{run} belongs to another window or terminal (process {process}); use that one.', owned))
    }
    return run
  }

  /** Makes the run ours, queued; nothing where it is ours already. */
  function claim(run: RunSummary): void {
    if (store.runs.ownerOf(run.id) === owner) return
    if (!store.runs.claim(run.id, owner)) {
      throw conflict(
        say('{run} has just been taken by another window or terminal; use that one.', { run: titleOf(run) }),
      )
    }
    recorder.announce(run.id)
  }

  async function start({ experiment, directory, paused, pace }: RunStart): Promise<RunSummary> {
    const { fingerprint, ...plan } = await preflight(experiment, directory)
    const stepsPerSecond = pace === 'watchable' ? watchablePace(plan.totalSteps) : pace
    const run = store.transaction(() => {
      store.fingerprints.save(fingerprint)
      return store.runs.create({ ...plan, directory, fingerprint: fingerprint.sha256, stepsPerSecond }, owner, now())
    })
    recorder.announce(run.id)
    if (paused) live.startPaused(run.id)
    else live.goOn(run.id)
    return find(run.id)
  }

  function pause(reference: string): void {
    const run = findOurs(reference)
    if (run.status === 'paused') return
    if (run.status === 'running') {
      live.pause(run.id)
    } else if (run.status === 'queued') {
      live.leaveQueue(run.id)
      recorder.setStatus(run.id, 'paused')
    } else {
      throw conflict(say('{run} is {status}; only a run that is training can be paused.', stateOf(run)))
    }
  }

  async function resume(reference: string, epochs?: number): Promise<void> {
    const run = findOurs(reference)
    if (epochs === undefined && isTraining(run)) {
      live.goOn(run.id)
      return
    }
    refuseToResume(run, epochs)
    if (epochs !== undefined) await endProcess(run)
    if (!live.hasProcess(run.id)) {
      const spec = store.runs.spec(run.id)
      const { experiment, directory } = spec
      const training = { ...experiment.training, epochs: epochs ?? experiment.training.epochs }
      const plan = await preflight({ ...experiment, training }, directory)
      requireDataToGoOn(spec, plan)
      store.transaction(() => {
        claim(run)
        store.fingerprints.save(plan.fingerprint)
        store.runs.adoptData(run.id, plan.fingerprint.sha256)
        store.runs.extend(run.id, plan.experiment, plan.totalSteps)
      })
    }
    live.goOn(run.id)
  }

  /** A process that has begun cannot learn of more epochs; what it has done is in its checkpoint. */
  async function endProcess(run: RunSummary): Promise<void> {
    live.command(run.id, { type: 'interrupt' })
    await live.whenGone(run.id)
  }

  function step(reference: string, unit: 'batch' | 'epoch'): void {
    const run = findOurs(reference)
    if (run.status !== 'paused') {
      throw conflict(say('{run} is {status}; pause it first, then train it step by step.', stateOf(run)))
    }
    startPausedIfNeeded(run)
    live.command(run.id, { type: 'step', unit })
  }

  function stop(reference: string): void {
    const run = findOurs(reference)
    if (!isTraining(run) && run.status !== 'paused') {
      throw conflict(say('{run} has ended already: it is {status}.', stateOf(run)))
    }
    live.leaveQueue(run.id)
    if (run.startedAt === null && !live.hasProcess(run.id)) {
      claim(run)
      recorder.ended(run.id, { status: 'stopped', metrics: null, weightsSha256: null, reason: null })
      return
    }
    startPausedIfNeeded(run)
    live.command(run.id, { type: 'stop' })
  }

  function change(reference: string, settings: LiveSettings): void {
    const run = findOurs(reference)
    if (run.status !== 'running' && run.status !== 'paused') {
      throw conflict(say('{run} is {status}; only a run that is training or paused can be changed.', stateOf(run)))
    }
    const { optimizer } = store.runs.spec(run.id).experiment
    const hasMomentum = liveSettingsOf(optimizer).momentum !== null
    if (settings.momentum === null && hasMomentum) {
      throw inputError(['momentum'], say('is missing'), say('give a number from 0'))
    }
    if (settings.momentum !== null && !hasMomentum) {
      const found = say('{optimizer} has no momentum', { optimizer: optimizer.type })
      throw inputError(['momentum'], found, say('give null'))
    }
    startPausedIfNeeded(run)
    live.command(run.id, { type: 'change', settings })
  }

  function pace(reference: string, stepsPerSecond: number | null): void {
    const { id } = findOurs(reference)
    store.runs.setPace(id, stepsPerSecond)
    live.command(id, { type: 'pace', stepsPerSecond })
    recorder.announce(id)
  }

  function watch(reference: string, known: number | null): boolean {
    const run = find(reference)
    live.command(run.id, { type: 'watch', known })
    return live.hasProcess(run.id)
  }

  function startPausedIfNeeded(run: RunSummary): void {
    if (live.hasProcess(run.id)) return
    claim(run)
    live.startPaused(run.id)
  }

  function rename(reference: string, name: string): RunSummary {
    const run = find(reference)
    store.runs.rename(run.id, name)
    recorder.announce(run.id)
    return find(run.id)
  }

  function tag(reference: string, tags: readonly string[]): RunSummary {
    const run = find(reference)
    store.annotations.setTags(run.id, [...new Set(tags)])
    recorder.announce(run.id)
    return find(run.id)
  }

  function note(reference: string, text: string): RunSummary {
    const run = find(reference)
    store.annotations.setNote(run.id, text)
    recorder.announce(run.id)
    return find(run.id)
  }

  async function remove(reference: string): Promise<void> {
    const run = findOurs(reference)
    live.leaveQueue(run.id)
    if (live.hasProcess(run.id)) {
      live.command(run.id, { type: 'stop' })
      await Promise.race([live.whenGone(run.id), sleep(stoppingTime, undefined, { ref: false })])
      live.kill(run.id)
    } else if (store.runs.ownerOf(run.id) === owner) {
      recorder.ended(run.id, { status: 'stopped', metrics: null, weightsSha256: null, reason: null })
    }
    if (!store.runs.setDeleted(run.id, now())) {
      throw conflict(
        say('{run} has just been taken by another window or terminal; stop it there first.', { run: titleOf(run) }),
      )
    }
    events.publish({ type: 'runDeleted', runId: run.id })
  }

  function restore(id: string): RunSummary {
    if (!store.runs.setDeleted(id, null)) throw notFound(say('Run {id} can no longer be brought back.', { id }))
    recorder.announce(id)
    return find(id)
  }

  return { find, start, pause, resume, step, stop, change, pace, watch, rename, tag, note, delete: remove, restore }
}

function titleOf({ number, name }: RunSummary): Sentence {
  return say('Run #{number} ({name})', { number, name })
}

function stateOf(run: RunSummary) {
  return { run: titleOf(run), status: run.status }
}

function isTraining({ status }: RunSummary): boolean {
  return status === 'running' || status === 'queued'
}

function refuseToResume(run: RunSummary, epochs: number | undefined): void {
  if (run.status === 'diverged') {
    throw conflict(say('{run} diverged; start a new run with a smaller learning rate.', { run: titleOf(run) }))
  }
  if (run.status === 'completed' && epochs === undefined) {
    throw conflict(
      say('{run} is complete; resume it with more than {epochs} epochs, or start a new run.', {
        run: titleOf(run),
        epochs: run.epochs,
      }),
    )
  }
  if (epochs !== undefined && isTraining(run)) {
    throw conflict(say('{run} is {status}; pause it first, then resume it with other epochs.', stateOf(run)))
  }
  if (epochs !== undefined && epochs <= run.epoch) {
    const needed = say('must be more than the {epoch} the run has already trained', { epoch: run.epoch })
    throw inputError(['epochs'], say('is {found}', { found: epochs }), needed)
  }
}
