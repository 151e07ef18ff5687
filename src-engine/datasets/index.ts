import type { z } from 'zod'
import { specUnion } from '../spec-union.ts'
import { blobs } from './blobs.ts'
import { circles } from './circles.ts'
import { csv } from './csv.ts'
import { digits } from './digits.ts'
import { flower } from './flower.ts'
import { idx } from './idx.ts'
import { images } from './images.ts'
import { inline } from './inline.ts'
import { mnist } from './mnist.ts'
import { moons } from './moons.ts'
import { npz } from './npz.ts'
import { people } from './people.ts'
import { spiral } from './spiral.ts'
import { text } from './text.ts'
import { xor } from './xor.ts'

/** Every kind of dataset. */
export const datasets = [
  inline,
  xor,
  people,
  circles,
  blobs,
  moons,
  spiral,
  flower,
  digits,
  idx,
  mnist,
  csv,
  npz,
  images,
  text,
] as const

export const datasetSchema = specUnion('name', datasets)

export type DatasetSpec = z.infer<typeof datasetSchema>
