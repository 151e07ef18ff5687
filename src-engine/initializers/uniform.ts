import { z } from 'zod'
import { drawing } from './initializer.ts'

const schema = z
  .strictObject({ type: z.literal('uniform'), min: z.number().default(-0.05), max: z.number().default(0.05) })
  .refine((spec) => spec.min <= spec.max, { path: ['max'], error: 'must not be below min' })

/** Draws evenly from [min, max). */
export const uniform = drawing(
  'uniform',
  schema,
  (spec, _target, rng) => () => spec.min + (spec.max - spec.min) * rng.uniform(),
)
