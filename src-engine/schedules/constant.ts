import { z } from 'zod'
import type { Schedule } from './schedule.ts'

const schema = z.strictObject({ type: z.literal('constant') })

/** `α(t) = α`. */
export const constantRate: Schedule<typeof schema> = { type: 'constant', schema, rate: (_spec, base) => base }
