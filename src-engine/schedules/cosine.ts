import { z } from 'zod'
import type { Schedule } from './schedule.ts'

const schema = z.strictObject({ type: z.literal('cosine'), minimum: z.number().min(0).default(0) })

/** `α(t) = α_min + ½(α − α_min)(1 + cos(π t / T))` over the run's T epochs, without restarts (Loshchilov and Hutter, 2017). */
export const cosineRate: Schedule<typeof schema> = {
  type: 'cosine',
  schema,
  rate: ({ minimum }, base, epoch, epochs) =>
    minimum + ((base - minimum) / 2) * (1 + Math.cos((Math.PI * epoch) / epochs)),
}
