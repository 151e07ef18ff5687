import type { Alarm, Detector, Finding, Training } from './alarm.ts'

const risesInARow = 3
const growth = 2

/** So many times what the first step or guessing costs, and no beginning explains it any more. */
const astray = 4

/**
 * Training has run into numbers that are not finite; or its loss, as the mean over a window of steps, is four times what
 * both the first step and guessing cost; or it grows and grows: three times in a row, to more than the first window's and
 * more than twice the lowest. It is over when the loss has halved and is no worse than at first, or than guessing.
 *
 * Evidence: `loss`, of the step or the last window; `initial`, of the first step, and `lowest`, of that and every
 * window's mean, where there have been any.
 *
 * @param guessing see {@link ../guessing-loss.ts guessingLoss}
 * @param before the alarm that was on at the checkpoint training goes on from
 */
export function watchDivergence(training: Training, guessing: number, before?: Alarm): Detector {
  let initial = before?.evidence.initial ?? null
  let lowest = before?.evidence.lowest ?? Infinity
  let firstWindow: number | null = null
  let lowestWindow = Infinity
  let previous = Infinity
  let rises = 0
  let finding: Finding | null = before ?? null

  const beginning = (): number => Math.max(initial ?? 0, Number.isFinite(guessing) ? guessing : 0)

  function isGrowing(loss: number): boolean {
    if (loss > astray * beginning()) return true
    return rises >= risesInARow && loss > (firstWindow ?? Infinity) && loss > growth * lowestWindow
  }

  function isOver(loss: number, { evidence }: Finding): boolean {
    return loss <= Math.min(beginning(), (evidence.loss ?? Infinity) / growth)
  }

  return {
    kind: 'divergence',
    afterFirstStep(loss) {
      if (initial !== null || !Number.isFinite(loss)) return
      initial = loss
      lowest = loss
    },
    afterWindow(loss) {
      const known = initial === null ? {} : { lowest, initial }
      if (training.diverged !== null) return [{ layer: null, evidence: { loss, ...known } }]
      rises = loss > previous ? rises + 1 : 0
      previous = loss
      firstWindow ??= loss
      lowest = Math.min(lowest, loss)
      lowestWindow = Math.min(lowestWindow, loss)
      if (finding) finding = isOver(loss, finding) ? null : finding
      else if (isGrowing(loss)) finding = { layer: null, evidence: { loss, ...known } }
      return finding ? [finding] : []
    },
  }
}
