import { z } from 'zod'
import type { Scaling } from './datasets/scaling.ts'
import type { Shape } from './shape.ts'

/** What must be known to use a trained network without its dataset. */
export interface ModelInfo {
  readonly inputShape: Shape
  readonly targetShape: Shape
  readonly task: 'classification' | 'regression'
  readonly classNames: readonly string[] | null
  readonly inputNames: readonly string[] | null
  /** `x = (raw − shift) · factor`, one pair for all inputs or one per input. */
  readonly scaling: Scaling
}

const numbers = z.array(z.number())

export const modelInfoSchema = z.strictObject({
  inputShape: numbers,
  targetShape: numbers,
  task: z.enum(['classification', 'regression']),
  classNames: z.array(z.string()).nullable(),
  inputNames: z.array(z.string()).nullable(),
  scaling: z.strictObject({ shift: numbers, factor: numbers }),
}) satisfies z.ZodType<ModelInfo>
