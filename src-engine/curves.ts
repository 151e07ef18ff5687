import type { Checkpoint, Tally } from './checkpoint.ts'
import type { Dataset } from './datasets/dataset.ts'
import type { MetricPoint, Score } from './metrics.ts'

/** About how many points of each curve a run records, however long it is. */
const pointsPerCurve = 2000

type CurveState = Pick<Checkpoint, 'window' | 'epochTally' | 'bestLoss'>

/** Decides which steps and epochs become points of the curves, and keeps the sums they are made of. */
export interface Curves {
  readonly countsAccuracy: boolean
  /** Counts a batch: its samples, the sum of their losses and how many were right. */
  add(samples: number, loss: number, correct: number): void
  isDue(step: number): boolean
  isValidationDue(epoch: number): boolean
  /** The training curve's points since the last ones. */
  trainPoints(step: number): readonly MetricPoint[]
  /** All points due at an epoch's end, and whether the loss that counts is the lowest so far. */
  endEpoch(
    epoch: number,
    validation: Score | null,
  ): { readonly points: readonly MetricPoint[]; readonly improved: boolean }
  state(): CurveState
  restore(state: CurveState): void
}

const empty: Tally = { samples: 0, loss: 0, correct: 0 }

export function createCurves(options: {
  readonly task: Dataset['task']
  readonly stepsPerEpoch: number
  readonly epochs: number
}): Curves {
  const { stepsPerEpoch, epochs } = options
  const countsAccuracy = options.task === 'classification'
  const every = Math.ceil((stepsPerEpoch * epochs) / pointsPerCurve)
  const validateEvery = Math.ceil(epochs / pointsPerCurve)
  const window = { ...empty }
  const epochTally = { ...empty }
  let bestLoss: number | null = null

  function trainPoints(step: number): readonly MetricPoint[] {
    const epoch = step / stepsPerEpoch
    const { samples, loss, correct } = window
    Object.assign(window, empty)
    const points: MetricPoint[] = [{ step, epoch, name: 'train.loss', value: loss / samples }]
    if (countsAccuracy) points.push({ step, epoch, name: 'train.accuracy', value: correct / samples })
    return points
  }

  function isDue(step: number): boolean {
    return step % every === 0
  }

  function isValidationDue(epoch: number): boolean {
    return epoch % validateEvery === 0 || epoch === epochs
  }

  return {
    countsAccuracy,
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
      const points = isDue(step) || epoch === epochs ? [...trainPoints(step)] : []
      const trainLoss = epochTally.loss / epochTally.samples
      Object.assign(epochTally, empty)
      if (validation) {
        points.push({ step, epoch, name: 'validation.loss', value: validation.loss })
        if (validation.accuracy !== null) {
          points.push({ step, epoch, name: 'validation.accuracy', value: validation.accuracy })
        }
      }
      if (!isValidationDue(epoch)) return { points, improved: false }
      const loss = validation?.loss ?? trainLoss
      const improved = Number.isFinite(loss) && (bestLoss === null || loss < bestLoss)
      if (improved) bestLoss = loss
      return { points, improved }
    },
    state: () => ({ window: { ...window }, epochTally: { ...epochTally }, bestLoss }),
    restore(state) {
      Object.assign(window, state.window)
      Object.assign(epochTally, state.epochTally)
      bestLoss = state.bestLoss
    },
  }
}
