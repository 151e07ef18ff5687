import type { Detector, Training } from './alarm.ts'

/** A window whose mean lies lower by this share counts as progress; one higher by more is no standing still. */
const progress = 0.01
const standstill = 0.2

/** Windows without progress, and at least this share of the whole run. */
const patientWindows = 20
const patientShare = 0.1

/** Below this share of what guessing costs, standing still is having learnt. */
const learnt = 0.8

/**
 * The loss stands still high up: for twenty windows of steps, and a tenth of the run, it has not fallen by 1 %, and it is
 * no better than 80 % of what always giving the mean of the targets would cost (Wiki, plateaus; Momentum article, local
 * minima). Lower down a loss that stands still has mostly arrived.
 *
 * Evidence: `loss`, the lowest window's mean; `guessing`, the cost of the mean; `steps` without progress.
 *
 * @param guessing see {@link ../guessing-loss.ts guessingLoss}
 */
export function watchPlateau({ totalSteps }: Training, guessing: number): Detector {
  let lowest = Infinity
  let windows = 0

  return {
    kind: 'plateau',
    afterWindow(loss, length) {
      if (loss < lowest * (1 - progress)) {
        lowest = loss
        windows = 0
        return []
      }
      windows++
      const steps = windows * length
      const isLong = windows >= patientWindows && steps >= patientShare * totalSteps
      const isStuck = isLong && lowest > learnt * guessing && loss < lowest * (1 + standstill)
      return isStuck ? [{ layer: null, evidence: { loss: lowest, guessing, steps } }] : []
    },
  }
}
