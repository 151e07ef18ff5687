import { sizeOf } from '../../shape.ts'
import type { Dataset } from '../dataset.ts'

/** How many classes the targets tell apart; of one output, two. */
export function classCountOf({ targetShape }: Dataset): number {
  return Math.max(2, sizeOf(targetShape))
}

/** The class of a sample: of one output, its number; of a row, the place of the first that is above 0, −1 for none. */
export function labelOf({ targets, targetShape, targetIndexes }: Dataset, sample: number): number {
  if (targetIndexes !== undefined) return targets[sample * targetIndexes] as number
  const width = sizeOf(targetShape)
  if (width === 1) return targets[sample] as number
  for (let i = 0, at = sample * width; i < width; i++, at++) if ((targets[at] as number) > 0) return i
  return -1
}
