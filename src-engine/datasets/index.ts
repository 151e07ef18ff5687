import type { z } from 'zod'
import { specUnion } from '../spec-union.ts'
import { inline } from './inline.ts'
import { people } from './people.ts'
import { xor } from './xor.ts'

/** Every kind of dataset. */
export const datasets = [inline, xor, people] as const

export const datasetSchema = specUnion('name', datasets)

export type DatasetSpec = z.infer<typeof datasetSchema>
