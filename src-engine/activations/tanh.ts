import { z } from 'zod'
import { elementwise } from './elementwise.ts'

/** `a = tanh z`, `a′ = 1 − a²`. Values in (−1, 1). */
export const tanh = elementwise('tanh', z.strictObject({ type: z.literal('tanh') }), 4)
