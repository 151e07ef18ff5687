import { z } from 'zod'
import type { Schedule } from './schedule.ts'

const schema = z.strictObject({
  type: z.literal('step'),
  /** Epochs between two drops. */
  every: z.number().gt(0),
  factor: z.number().gt(0).max(1).default(0.1),
})

/** `α(t) = α · factor^⌊t / every⌋`, t in epochs. */
export const stepRate: Schedule<typeof schema> = {
  type: 'step',
  schema,
  // The margin keeps a drop from coming a step late where a quotient like 0.3 / 0.1 falls just below a whole number.
  rate: ({ every, factor }, base, epoch) => base * factor ** Math.floor(epoch / every + 1e-9),
}
