import { decodeCheckpoint } from '../../src-engine/checkpoint.ts'
import { placeInputs } from '../../src-engine/datasets/gather.ts'
import { createDiagnosis, type Diagnosis } from '../../src-engine/explain/diagnosis.ts'
import { createInsightTaker } from '../../src-engine/explain/insight/insight.ts'
import type { Precision } from '../../src-engine/float-array.ts'
import type { Kernels } from '../../src-engine/kernels/kernels.ts'
import type { Team } from '../../src-engine/kernels/team.ts'
import { InputError } from '../../src-engine/problem.ts'
import { verbatim } from '../../src-engine/sentence.ts'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import { createTrainer, type Trainer } from '../../src-engine/trainer.ts'
import { fingerprintOf, loadDataset, requireSameData } from '../files/datasets.ts'
import { createInsightPace, type InsightPace } from './insight-pace.ts'
import { hostMessageSchema, type EngineMessage, type HostMessage } from './messages.ts'
import { createStepPace, type Later } from './step-pace.ts'
import { createThreadTuner, type ThreadPlan, type ThreadTuner } from './thread-tuner.ts'
import { createTraining, type Command, type Training } from './training.ts'

type Start = Extract<HostMessage, { type: 'start' }>

/** What a session needs of its process. */
export interface SessionOptions {
  readonly send: (message: EngineMessage) => void
  /** Fresh kernels for the one network. */
  readonly kernelsFor: (precision: Precision) => Kernels
  /** Starts so many more threads, which join the team. */
  readonly recruit: (team: Team, helpers: number) => void
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly later: Later
}

/** Listens to a host and trains its one run. Says `ready` at once. */
export function createSession(options: SessionOptions): { readonly receive: (message: unknown) => void } {
  /** Commands that came while the data was read. */
  const early: Command[] = []
  let training: Training | null = null
  let tuner: ThreadTuner | null = null
  let plan: ThreadPlan | null = null

  options.send({ type: 'ready' })
  return {
    receive(raw) {
      const message = hostMessageSchema.parse(raw)
      if (message.type === 'start') void start(message)
      else if (message.type === 'threads') follow(message.plan)
      else if (training) obey(training, message)
      else early.push(message)
    },
  }

  async function start(message: Start): Promise<void> {
    try {
      const experiment = parseExperiment(message.experiment)
      const kernels = options.kernelsFor(experiment.training.precision)
      const prepared = await prepare(experiment, message, kernels)
      options.send({ type: 'started', kernel: kernels.name })
      tuner = createTuner(kernels, message)
      training = createTraining({
        ...options,
        ...prepared,
        checkpointEvery: experiment.training.checkpointEvery,
        isNew: message.checkpoint === null,
        secondsBefore: message.seconds,
        afterStretch: (samples, milliseconds) => tuner?.afterStretch(samples, milliseconds),
        pace: createStepPace({
          stepsPerSecond: message.stepsPerSecond,
          now: options.now,
          later: (milliseconds, work) => options.later(milliseconds, () => attempt(work)),
        }),
      })
      training.begin(message.paused)
      for (const command of early) training.obey(command)
    } catch (error) {
      fail(error)
    }
  }

  async function prepare(
    experiment: Experiment,
    message: Start,
    kernels: Kernels,
  ): Promise<{ trainer: Trainer; diagnosis: Diagnosis; insights: InsightPace }> {
    const loaded = await loadDataset(experiment.dataset, experiment.seed, message.directory)
    if (message.dataSha256 !== null) requireSameData(fingerprintOf(loaded), message.dataSha256)
    const dataset = placeInputs(loaded, kernels)
    const checkpoint = message.checkpoint && decodeCheckpoint(message.checkpoint)
    const trainer = createTrainer({
      experiment,
      dataset,
      kernels,
      checkpoint,
      changes: message.changes,
      observe: ({ samples }) => {
        diagnosis.look(samples)
        insights.look(samples)
      },
    })
    const diagnosis = createDiagnosis({ trainer, experiment, dataset, alarms: message.alarms })
    const insights = createInsightPace({
      taker: createInsightTaker(trainer, dataset),
      position: () => trainer.position().step,
      send: (insight) => {
        options.send({ type: 'insight', insight })
      },
      now: options.now,
    })
    return { trainer, diagnosis, insights }
  }

  function createTuner({ team }: Kernels, { threads }: Start): ThreadTuner | null {
    if (team === null) return null
    const recruit = (helpers: number) => {
      options.recruit(team, helpers)
    }
    return createThreadTuner({ team, plan: plan ?? threads, recruit })
  }

  function follow(next: ThreadPlan): void {
    plan = next
    tuner?.follow(next)
  }

  function obey(training: Training, command: Command): void {
    attempt(() => {
      training.obey(command)
    })
  }

  function attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      fail(error)
    }
  }

  function fail(error: unknown): void {
    if (error instanceof InputError) {
      options.send({ type: 'failed', kind: 'input', message: error.sentence })
    } else {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      options.send({ type: 'failed', kind: 'internal', message: verbatim(message) })
    }
  }
}
