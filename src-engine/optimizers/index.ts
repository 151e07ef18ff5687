import type { z } from 'zod'
import { specUnion } from '../spec-union.ts'
import { sgd } from './sgd.ts'

/** Every optimiser. */
export const optimizers = [sgd] as const

export const optimizerSchema = specUnion('type', optimizers)

export type OptimizerSpec = z.infer<typeof optimizerSchema>
