import { z } from 'zod'
import { drawing } from './initializer.ts'

const schema = z.strictObject({
  type: z.literal('normal'),
  mean: z.number().default(0),
  std: z.number().min(0).default(1),
})

/** Draws from N(mean, std²) (Perceptron notebook: N(0, 1)). */
export const normal = drawing('normal', schema, (spec, _target, rng) => () => spec.mean + spec.std * rng.normal())
