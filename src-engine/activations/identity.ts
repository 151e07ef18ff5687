import { z } from 'zod'
import { elementwise } from './elementwise.ts'

/** `f(z) = z`, `f′(z) = 1`: a layer that changes nothing, for linear outputs that should be visible in the stack. */
export const identity = elementwise('identity', z.strictObject({ type: z.literal('identity') }), 0)
