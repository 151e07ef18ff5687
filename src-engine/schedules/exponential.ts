import { z } from 'zod'
import type { Schedule } from './schedule.ts'

const schema = z.strictObject({ type: z.literal('exponential'), decay: z.number().gt(0).max(1).default(0.95) })

/** `α(t) = α · decay^t`, t in epochs, falling smoothly within each. */
export const exponentialRate: Schedule<typeof schema> = {
  type: 'exponential',
  schema,
  rate: ({ decay }, base, epoch) => base * decay ** epoch,
}
