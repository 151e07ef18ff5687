import type { Dataset } from '../datasets/dataset.ts'
import type { Experiment } from '../spec.ts'
import type { StepResult, Trainer } from '../trainer.ts'
import type { Alarm, Detector, Finding, Training } from './alarms/alarm.ts'
import { watchDeadRelu } from './alarms/dead-relu.ts'
import { watchDivergence } from './alarms/divergence.ts'
import { watchExplodingGradient, watchVanishingGradient } from './alarms/gradient-flow.ts'
import { watchPlateau } from './alarms/plateau.ts'
import { watchSaturation } from './alarms/saturation.ts'
import { watchSymmetry } from './alarms/symmetry.ts'
import { guessingLoss } from './guessing-loss.ts'

/** What a step brought to light. Mostly nothing, and then both are empty. */
export interface AlarmChanges {
  readonly raised: readonly Alarm[]
  /** As they were raised. */
  readonly cleared: readonly Alarm[]
}

/** Watches a network learn and tells what keeps it from learning. */
export interface Diagnosis {
  /** Alarms raised and not cleared since, in the order they came. */
  readonly active: readonly Alarm[]
  /** To be called from the trainer's `observe`: looks at the network, in some steps only. */
  look(samples: number): void
  /** To be called after every step, the one that diverged included. */
  afterStep(result: StepResult): AlarmChanges
}

interface Watch {
  readonly detector: Detector
  /** What it said last. */
  findings: readonly Finding[]
}

/** A prime number, so that looks do not fall on the same few batches of every epoch. */
const lookEvery = 97

/** Steps over which the loss is averaged: whole epochs where those are short, so that each time the same samples count. */
function windowLength(stepsPerEpoch: number): number {
  return Math.min(Math.ceil(20 / stepsPerEpoch) * stepsPerEpoch, 200)
}

/**
 * Watches training for symmetry, saturation, dead ReLU units, vanishing and exploding gradients, divergence and
 * plateaus. It reads the trainer's numbers and changes none.
 *
 * The first looks come after 1, 2, 4 … 64 steps, so that what is wrong from the start is told at once; from then on one
 * in 97, which costs a network of a few dozen units 1 % of training, and any larger one less. Each alarm is raised once and stays until it is cleared.
 *
 * @example
 * const trainer = createTrainer({ …, observe: ({ samples }) => diagnosis.look(samples) })
 * const diagnosis = createDiagnosis({ trainer, experiment, dataset })
 * const { raised } = diagnosis.afterStep(trainer.step())
 */
export function createDiagnosis(options: {
  readonly trainer: Training & Pick<Trainer, 'position'>
  readonly experiment: Experiment
  readonly dataset: Dataset
  /** Those that were on at the checkpoint training goes on from: they stay until it is seen that they are over. */
  readonly alarms?: readonly Alarm[]
}): Diagnosis {
  const { trainer, experiment, dataset, alarms = [] } = options
  const guessing = guessingLoss(experiment, dataset, trainer.parts.train)
  const detectors = [
    watchSymmetry(trainer),
    watchSaturation(trainer, guessing),
    watchDeadRelu(trainer),
    watchVanishingGradient(trainer),
    watchExplodingGradient(trainer),
    watchDivergence(
      trainer,
      guessing,
      alarms.find(({ kind }) => kind === 'divergence'),
    ),
    watchPlateau(trainer, guessing),
  ].map((detector): Watch => ({ detector, findings: alarms.filter(({ kind }) => kind === detector.kind) }))
  const isSum = experiment.training.reduction === 'sum'
  const window = windowLength(trainer.stepsPerEpoch)
  let active = alarms
  let steps = 0
  // Fields of an object: a variable would be a new number on the heap after every step.
  const sums = { steps: 0, loss: 0 }
  let hasNews = false

  function hear(ask: (detector: Detector) => readonly Finding[] | null | undefined): void {
    for (const entry of detectors) {
      const findings = ask(entry.detector)
      if (!findings) continue
      entry.findings = findings
      hasNews = true
    }
  }

  function endWindow(loss: number): void {
    const length = sums.steps
    sums.steps = 0
    sums.loss = 0
    hear((detector) => detector.afterWindow?.(loss, length))
  }

  /** Compares what the detectors see now with the alarms that are on. */
  function settle(): AlarmChanges {
    hasNews = false
    const seen = detectors.flatMap(({ detector: { kind }, findings }) => findings.map((found) => ({ kind, ...found })))
    const raised = seen
      .filter((finding) => !active.some((alarm) => isSame(alarm, finding)))
      .map((finding): Alarm => ({ ...finding, step: trainer.position().step }))
    const cleared = active.filter((alarm) => !seen.some((finding) => isSame(alarm, finding)))
    if (raised.length === 0 && cleared.length === 0) return noChanges
    active = [...active.filter((alarm) => !cleared.includes(alarm)), ...raised]
    return { raised, cleared }
  }

  return {
    get active() {
      return active
    },
    look(samples) {
      const step = steps + 1
      const isDue = step < lookEvery ? (step & (step - 1)) === 0 : step % lookEvery === 0
      if (isDue) hear((detector) => detector.look?.(samples))
    },
    afterStep({ loss, samples }) {
      steps++
      sums.steps++
      const perSample = isSum ? loss / samples : loss
      sums.loss += perSample
      if (steps === 1) for (const { detector } of detectors) detector.afterFirstStep?.(perSample)
      if (trainer.diverged !== null) endWindow(perSample)
      else if (sums.steps === window) endWindow(sums.loss / window)
      return hasNews ? settle() : noChanges
    },
  }
}

function isSame(a: Pick<Alarm, 'kind' | 'layer'>, b: Pick<Alarm, 'kind' | 'layer'>): boolean {
  return a.kind === b.kind && a.layer === b.layer
}

const noChanges: AlarmChanges = { raised: [], cleared: [] }
