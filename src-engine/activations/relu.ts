import { z } from 'zod'
import { elementwise } from './elementwise.ts'

/** `a = max(0, z)`, `a′ = 1` for z > 0, else 0; at z = 0 the derivative is taken as 0 (Alekseev 2019; Cheatsheet). */
export const relu = elementwise('relu', z.strictObject({ type: z.literal('relu') }), 1)
