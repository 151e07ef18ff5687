import { binaryCrossEntropy } from './binary-cross-entropy.ts'
import { categoricalCrossEntropy } from './categorical-cross-entropy.ts'
import { halfSquaredError, meanSquaredError } from './squared-error.ts'

/** Every loss. */
export const losses = [meanSquaredError, halfSquaredError, binaryCrossEntropy, categoricalCrossEntropy] as const
