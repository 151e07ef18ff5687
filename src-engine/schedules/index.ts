import type { z } from 'zod'
import { specUnion } from '../spec-union.ts'
import { constantRate } from './constant.ts'
import { cosineRate } from './cosine.ts'
import { exponentialRate } from './exponential.ts'
import { stepRate } from './step.ts'

/** Every schedule of the learning rate. Warm-up is a setting of its own that goes with each. */
export const schedules = [constantRate, stepRate, exponentialRate, cosineRate] as const

export const scheduleSchema = specUnion('type', schedules)

export type ScheduleSpec = z.infer<typeof scheduleSchema>
