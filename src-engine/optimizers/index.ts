import type { z } from 'zod'
import { specUnion } from '../spec-union.ts'
import { adagrad } from './adagrad.ts'
import { adam, adamw } from './adam.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

/** Every optimiser. */
export const optimizers = [sgd, adagrad, rmsprop, adam, adamw] as const

export const optimizerSchema = specUnion('type', optimizers)

export type OptimizerSpec = z.infer<typeof optimizerSchema>
