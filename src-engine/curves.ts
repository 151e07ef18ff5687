import type { Checkpoint, Tally } from './checkpoint.ts'
import type { Dataset } from './datasets/dataset.ts'
import type { MetricPoint, Score } from './metrics.ts'
import type { Experiment } from './spec.ts'
import { say, type Sentence } from './sentence.ts'

/** About how many points of each curve a run records, however long it is. */
const pointsPerCurve = 2000

/** The beginning, where most happens, is recorded whole even in the longest run. */
const firstSteps = 500
const firstEpochs = 100

type CurveState = Pick<Checkpoint, 'window' | 'epochTally' | 'bestLoss' | 'waiting'>

/** Decides which steps and epochs become points of the curves, and keeps the sums they are made of. */
export interface Curves {
  readonly countsAccuracy: boolean
  /** The same, of the training batches. */
  readonly countsTraining: boolean
  /** Counts a batch: its samples, the sum of their losses and how many were right. */
  add(samples: number, loss: number, correct: number): void
  isDue(step: number): boolean
  isValidationDue(epoch: number): boolean
  /** The training curve's points since the last ones. */
  trainPoints(step: number): readonly MetricPoint[]
  endEpoch(epoch: number, validation: Score | null): EpochEnd
  /** Why to stop early at the end of `epoch`, in one sentence, or null. */
  reasonToStop(epoch: number): Sentence | null
  state(): CurveState
  restore(state: CurveState): void
}

/** What an epoch's end brings. */
export interface EpochEnd {
  /** All points due. */
  readonly points: readonly MetricPoint[]
  /** The loss that counts is the lowest so far. */
  readonly improved: boolean
}

const empty: Tally = { samples: 0, loss: 0, correct: 0 }

export function createCurves(options: {
  readonly task: Dataset['task']
  /** Whether a training pass computes outputs that can be right or wrong. */
  readonly seesOutputs: boolean
  readonly stepsPerEpoch: number
  readonly epochs: number
  readonly earlyStopping: Experiment['training']['earlyStopping']
}): Curves {
  const { stepsPerEpoch, epochs, earlyStopping } = options
  const countsAccuracy = options.task === 'classification'
  const countsTraining = countsAccuracy && options.seesOutputs
  const every = Math.ceil((stepsPerEpoch * epochs) / pointsPerCurve)
  const validateEvery = Math.ceil(epochs / pointsPerCurve)
  const window = { ...empty }
  const epochTally = { ...empty }
  let bestLoss: number | null = null
  let waiting: CurveState['waiting'] = null

  function trainPoints(step: number): readonly MetricPoint[] {
    const epoch = step / stepsPerEpoch
    const { samples, loss, correct } = window
    Object.assign(window, empty)
    const points: MetricPoint[] = [{ step, epoch, name: 'train.loss', value: loss / samples }]
    if (countsTraining) points.push({ step, epoch, name: 'train.accuracy', value: correct / samples })
    return points
  }

  function isDue(step: number): boolean {
    return step % every === 0 || step <= firstSteps
  }

  function isValidationDue(epoch: number): boolean {
    return epoch % validateEvery === 0 || epoch === epochs || epoch <= firstEpochs
  }

  /** Takes note of the loss that counts; returns whether it is the lowest so far, which NaN never is. */
  function judge(loss: number, epoch: number): boolean {
    if (earlyStopping && loss < (waiting?.loss ?? Infinity) - earlyStopping.minDelta) waiting = { loss, epoch }
    const improved = loss < (bestLoss ?? Infinity)
    if (improved) bestLoss = loss
    return improved
  }

  function reasonToStop(epoch: number): Sentence | null {
    if (!earlyStopping || waiting === null || epoch === epochs || !isValidationDue(epoch)) return null
    if (epoch - waiting.epoch < earlyStopping.patience) return null
    const lowest = { loss: waiting.loss.toPrecision(4), epoch: waiting.epoch }
    return say('stopped early: the loss has not fallen below {loss} of epoch {epoch} since', lowest)
  }

  return {
    countsAccuracy,
    countsTraining,
    isDue,
    isValidationDue,
    trainPoints,
    add(samples, loss, correct) {
      window.samples += samples
      window.loss += loss
      window.correct += correct
      epochTally.samples += samples
      epochTally.loss += loss
      epochTally.correct += correct
    },
    endEpoch(epoch, validation) {
      const step = epoch * stepsPerEpoch
      const trainLoss = epochTally.loss / epochTally.samples
      Object.assign(epochTally, empty)
      const improved = isValidationDue(epoch) && judge(validation?.loss ?? trainLoss, epoch)
      const isLast = epoch === epochs || reasonToStop(epoch) !== null
      const points = isDue(step) || isLast ? [...trainPoints(step)] : []
      if (validation) {
        points.push({ step, epoch, name: 'validation.loss', value: validation.loss })
        if (validation.accuracy !== null) {
          points.push({ step, epoch, name: 'validation.accuracy', value: validation.accuracy })
        }
      }
      return { points, improved }
    },
    reasonToStop,
    state: () => ({ window: { ...window }, epochTally: { ...epochTally }, bestLoss, waiting }),
    restore(state) {
      Object.assign(window, state.window)
      Object.assign(epochTally, state.epochTally)
      bestLoss = state.bestLoss
      waiting = state.waiting
    },
  }
}
