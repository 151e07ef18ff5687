import type { PredictedClasses } from './evaluation.ts'

/** How well one class is told from the others. A share of nothing is null. */
export interface ClassScore {
  /** Of the samples taken for this class, the share that are of it: TP / (TP + FP). */
  readonly precision: number | null
  /** Of the samples of this class, the share that are taken for it: TP / (TP + FN). */
  readonly recall: number | null
  /** The harmonic mean of the two: 2 TP / (2 TP + FP + FN). */
  readonly f1: number | null
  /** Samples of this class. */
  readonly support: number
}

/** How many samples of each class (rows) are taken for which (columns). */
export function confusionOf({ count, truth, predicted }: PredictedClasses): number[][] {
  const counts = Array.from({ length: count }, () => new Array<number>(count).fill(0))
  truth.forEach((label, sample) => {
    const row = counts[label]
    const column = predicted[sample]
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1
  })
  return counts
}

/** The scores of every class, from {@link confusionOf}. */
export function classScores(confusion: readonly (readonly number[])[]): ClassScore[] {
  return confusion.map((row, label) => {
    const right = row[label] ?? 0
    const support = row.reduce((sum, count) => sum + count, 0)
    const taken = confusion.reduce((sum, other) => sum + (other[label] ?? 0), 0)
    const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
    return {
      precision: share(right, taken),
      recall: share(right, support),
      f1: share(2 * right, taken + support),
      support,
    }
  })
}
