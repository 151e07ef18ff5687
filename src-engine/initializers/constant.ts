import { z } from 'zod'
import { drawing } from './initializer.ts'

const schema = z.strictObject({ type: z.literal('constant'), value: z.number() })

/** Every parameter equals `value`. */
export const constant = drawing('constant', schema, (spec) => () => spec.value)
