import { z } from 'zod'
import { drawing } from './initializer.ts'

const schema = z.strictObject({ type: z.literal('lecun_normal') })

/** From N(0, 1 / fanIn) (LeCun et al., 1998). Not truncated. */
export const lecunNormal = drawing('lecun_normal', schema, (_spec, { fanIn }, rng) => {
  const std = Math.sqrt(1 / fanIn)
  return () => std * rng.normal()
})
