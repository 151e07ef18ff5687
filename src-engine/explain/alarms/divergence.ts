import type { Detector, Training } from './alarm.ts'

const risesInARow = 3
const growth = 2

/**
 * Training has run into numbers that are not finite, or the loss grows and grows: its mean over windows of steps has
 * risen three times in a row, to more than it began with and more than twice its lowest.
 *
 * Evidence: `loss`, of the step or the last window; `lowest` and `initial` window's mean, where there have been any.
 */
export function watchDivergence(training: Training): Detector {
  let initial: number | null = null
  let lowest = Infinity
  let previous = Infinity
  let rises = 0

  return {
    kind: 'divergence',
    afterWindow(loss) {
      if (training.diverged !== null) {
        return [{ layer: null, evidence: { loss, ...(initial === null ? {} : { lowest, initial }) } }]
      }
      rises = loss > previous ? rises + 1 : 0
      previous = loss
      initial ??= loss
      lowest = Math.min(lowest, loss)
      const isGrowing = rises >= risesInARow && loss > initial && loss > growth * lowest
      return isGrowing ? [{ layer: null, evidence: { loss, lowest, initial } }] : []
    },
  }
}
