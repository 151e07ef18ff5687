import { z } from 'zod'
import { drawing } from './initializer.ts'

const uniformSchema = z.strictObject({ type: z.literal('glorot_uniform') })
const normalSchema = z.strictObject({ type: z.literal('glorot_normal') })

/** Evenly from ±√(6 / (fanIn + fanOut)): keeps variance through tanh and sigmoid layers (Glorot and Bengio, 2010). */
export const glorotUniform = drawing('glorot_uniform', uniformSchema, (_spec, { fanIn, fanOut }, rng) => {
  const limit = Math.sqrt(6 / (fanIn + fanOut))
  return () => limit * (2 * rng.uniform() - 1)
})

/** From N(0, 2 / (fanIn + fanOut)) (Glorot and Bengio, 2010). Not truncated. */
export const glorotNormal = drawing('glorot_normal', normalSchema, (_spec, { fanIn, fanOut }, rng) => {
  const std = Math.sqrt(2 / (fanIn + fanOut))
  return () => std * rng.normal()
})
