import { z } from 'zod'
import { drawing } from './initializer.ts'

const uniformSchema = z.strictObject({ type: z.literal('he_uniform') })
const normalSchema = z.strictObject({ type: z.literal('he_normal') })

/** Evenly from ±√(6 / fanIn): keeps variance through ReLU layers (He et al., 2015). */
export const heUniform = drawing('he_uniform', uniformSchema, (_spec, { fanIn }, rng) => {
  const limit = Math.sqrt(6 / fanIn)
  return () => limit * (2 * rng.uniform() - 1)
})

/** From N(0, 2 / fanIn) (He et al., 2015). Not truncated. */
export const heNormal = drawing('he_normal', normalSchema, (_spec, { fanIn }, rng) => {
  const std = Math.sqrt(2 / fanIn)
  return () => std * rng.normal()
})
