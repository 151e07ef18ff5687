import { z } from 'zod'
import { elementwise } from './elementwise.ts'

/** `σ(z) = 1/(1 + e^(−z))`, `σ′ = σ(1 − σ)` (Perceptron notebook; Konyagin fig. 3). Values in (0, 1). */
export const sigmoid = elementwise('sigmoid', z.strictObject({ type: z.literal('sigmoid') }), 4)
