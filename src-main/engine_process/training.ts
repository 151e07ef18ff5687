import { createHash } from 'node:crypto'
import { weightBytes } from '../../src-engine/checkpoint.ts'
import type { AlarmChanges, Diagnosis } from '../../src-engine/explain/diagnosis.ts'
import type { Trainer } from '../../src-engine/trainer.ts'
import type { Alarm, FinalMetrics, MetricPoint } from '../protocol.ts'
import { createCheckpointKeeper, hasNumbersOnly } from './checkpoint-keeper.ts'
import type { InsightPace } from './insight-pace.ts'
import type { CheckpointMessage, EngineMessage, HostMessage, Report } from './messages.ts'
import { createRateMeter } from './rate-meter.ts'
import type { StepPace } from './step-pace.ts'
import { createStopwatch } from './stopwatch.ts'
import { say, type Sentence } from '../../src-engine/sentence.ts'

/** What a trainer at work obeys. */
export type Command = Exclude<HostMessage, { type: 'start' | 'threads' }>

export interface TrainingOptions {
  readonly trainer: Trainer
  /** Watches the trainer; told of every step. */
  readonly diagnosis: Pick<Diagnosis, 'afterStep'>
  /** Tells of what is learned to those who look. */
  readonly insights: Omit<InsightPace, 'look'>
  /** Keep a checkpoint every so many epochs; 0 for none. */
  readonly checkpointEvery: number
  /** Whether this is the run's very beginning, not a resumption. */
  readonly isNew: boolean
  /** Time trained before a resumption. */
  readonly secondsBefore: number
  readonly send: (message: EngineMessage) => void
  /** Told of every stretch of training: how many samples in how many milliseconds. */
  readonly afterStretch?: (samples: number, milliseconds: number) => void
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly pace: StepPace
}

/** A trainer at work, obeying commands and reporting. */
export interface Training {
  begin(paused: boolean): void
  obey(command: Command): void
}

/** Training at a stretch, in milliseconds; then commands are heard. */
const sliceLength = 15
/** In milliseconds: reading the clock after every step would cost a small network a hundredth of its time. */
const clockInterval = 1
const reportInterval = 100

/**
 * Trains in short slices, so that every command acts at once; only a single step or a scoring of a whole part takes as
 * long as it takes. Reports about ten times a second.
 */
export function createTraining(options: TrainingOptions): Training {
  const { trainer, diagnosis, insights, checkpointEvery, send, now, pace } = options
  const keeper = createCheckpointKeeper(now)
  const meter = createRateMeter((seconds) => pace.secondsPerStep(seconds))
  /** Runs while this process trains; what was trained before is in `secondsBefore`. */
  const stopwatch = createStopwatch(now)
  let mode: 'training' | 'training one epoch' | 'paused' | 'ended' = 'paused'
  let reported = now()
  let points: MetricPoint[] = []
  let alarms: Alarm[] = []
  let samples = 0
  let steps = 0

  return { begin, obey }

  function begin(paused: boolean): void {
    markRate()
    if (options.isNew) {
      keep('initial')
      reportProgress(keepPresent())
    }
    if (paused) pause()
    else goOn('training')
  }

  function obey(command: Command): void {
    if (mode === 'ended') return
    switch (command.type) {
      case 'pause':
        if (mode !== 'paused') pause()
        return
      case 'resume':
        if (mode === 'paused') send({ type: 'resumed' })
        goOn('training')
        return
      case 'step':
        if (mode !== 'paused') return
        insights.beforeStep()
        if (command.unit === 'epoch') goOn('training one epoch')
        else if (!endIfOver() && !trainSlice(0, 1).over) pause()
        return
      case 'pace':
        pace.change(command.stepsPerSecond)
        return
      case 'change':
        send({ type: 'changed', change: trainer.change(command.settings) })
        return
      case 'watch':
        insights.watch(command.known)
        if (mode === 'paused') insights.atRest()
        return
      case 'stop':
        finish('stopped')
        return
      case 'interrupt':
        finish('interrupted')
    }
  }

  function goOn(next: 'training' | 'training one epoch'): void {
    mode = next
    pace.next(slice)
  }

  function slice(): void {
    if (mode === 'paused' || mode === 'ended' || endIfOver()) return
    const before = { samples, steps, seconds: stopwatch.seconds() }
    insights.beforeSlice()
    const { epochEnded, over } = trainSlice(sliceLength, pace.due())
    if (over) return
    pace.trained(steps - before.steps)
    if (!pace.isHeld()) options.afterStretch?.(samples - before.samples, 1000 * (stopwatch.seconds() - before.seconds))
    if (mode === 'training one epoch' && epochEnded) {
      pause()
      return
    }
    insights.afterSlice()
    if (now() - reported >= reportInterval) reportProgress(keeper.isDue() ? keepPresent() : keeper.takeEpochs())
    goOn(mode)
  }

  /** From one step to `most`, and no further than the epoch where only one is wanted. `over` once training has ended. */
  function trainSlice(milliseconds: number, most: number): { epochEnded: boolean; over: boolean } {
    stopwatch.start()
    const began = now()
    let elapsed = 0
    let epochEnded: boolean
    let trained = 0
    let stretch = 1
    let stretchEnd = 1
    do {
      epochEnded = trainStep()
      trained++
      if (trained === stretchEnd) {
        elapsed = now() - began
        // At most twice as long as the one before, since the first step may have been far quicker than the others.
        stretch = Math.max(1, Math.min(2 * stretch, Math.floor((clockInterval * trained) / elapsed)))
        stretchEnd += stretch
      }
    } while (elapsed < milliseconds && trained < most && trainer.diverged === null && !(epochEnded && endsHere()))
    stopwatch.stop()
    return { epochEnded, over: endIfOver() }
  }

  /** Whether that was the last step of its epoch. */
  function trainStep(): boolean {
    const result = trainer.step()
    const changes = diagnosis.afterStep(result)
    if (changes.raised.length + changes.cleared.length > 0) noteAlarms(changes)
    if (trainer.diverged !== null) return result.epochEnded
    samples += result.samples
    steps++
    if (result.points.length > 0) points.push(...result.points)
    if (result.epochEnded) keepEpoch(result.improved)
    return result.epochEnded
  }

  /** Whether no epoch follows the one that has just ended. */
  function endsHere(): boolean {
    return trainer.done || mode === 'training one epoch'
  }

  function noteAlarms({ raised, cleared }: AlarmChanges): void {
    for (const alarm of raised) alarms.push({ ...alarm, clearedAt: null })
    for (const alarm of cleared) alarms.push({ ...alarm, clearedAt: trainer.position().step })
  }

  function keepEpoch(improved: boolean): void {
    const { epoch } = trainer.position()
    if (improved) keep('best')
    if (checkpointEvery > 0 && epoch % checkpointEvery === 0) keep(`epoch:${epoch}`)
  }

  function keep(name: string): void {
    keeper.keep(name, trainer.checkpoint(), secondsInAll())
  }

  function endIfOver(): boolean {
    if (trainer.diverged !== null) finish('diverged')
    else if (trainer.done) finish('completed')
    return mode === 'ended'
  }

  function keepPresent(): CheckpointMessage[] {
    return keeper.takeAll(trainer.checkpoint(), secondsInAll())
  }

  function reportProgress(checkpoints: CheckpointMessage[]): void {
    const report = takeReport(checkpoints)
    send({ type: 'progress', ...report, secondsLeft: meter.secondsFor(trainer.totalSteps - report.step) })
  }

  function pause(): void {
    mode = 'paused'
    send({ type: 'paused', ...takeReport(keepPresent()) })
    insights.atRest()
  }

  function finish(wanted: 'completed' | 'stopped' | 'diverged' | 'interrupted'): void {
    mode = 'ended'
    const final = trainer.checkpoint()
    const failure = wanted === 'interrupted' ? null : (trainer.diverged ?? overflowOf(final))
    const status = failure === null ? wanted : 'diverged'
    const isFinal = status === 'completed' || status === 'stopped'
    const seconds = stopwatch.seconds()
    send({
      type: 'finished',
      ...takeReport(status === 'diverged' ? keeper.takeWaiting() : keepPresent()),
      samplesPerSecond: seconds > 0 ? samples / seconds : 0,
      status,
      metrics: isFinal ? score() : null,
      weightsSha256: isFinal ? createHash('sha256').update(weightBytes(final)).digest('hex') : null,
      reason: failure ?? (status === 'completed' ? trainer.stoppedEarly : null),
    })
  }

  function score(): FinalMetrics {
    return {
      train: trainer.evaluate('train'),
      validation: trainer.evaluate('validation'),
      test: trainer.evaluate('test'),
    }
  }

  function takeReport(checkpoints: CheckpointMessage[]): Report {
    markRate()
    const { epoch, step } = trainer.position()
    const report = {
      epoch,
      step,
      seconds: secondsInAll(),
      samplesPerSecond: meter.samplesPerSecond(),
      points,
      alarms,
      checkpoints,
    }
    points = []
    alarms = []
    reported = now()
    return report
  }

  function markRate(): void {
    meter.mark({ seconds: stopwatch.seconds(), samples, steps })
  }

  function secondsInAll(): number {
    return options.secondsBefore + stopwatch.seconds()
  }
}

/** A last update can leave the finite numbers with no later loss to show it. */
function overflowOf(final: Parameters<typeof hasNumbersOnly>[0]): Sentence | null {
  if (hasNumbersOnly(final)) return null
  return say('the weights are no longer finite numbers; try a smaller learning rate')
}
