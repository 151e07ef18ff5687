import type { z } from 'zod'
import { specUnion } from '../spec-union.ts'
import { constant } from './constant.ts'
import { glorotNormal, glorotUniform } from './glorot.ts'
import { heNormal, heUniform } from './he.ts'
import { lecunNormal } from './lecun-normal.ts'
import { normal } from './normal.ts'
import { uniform } from './uniform.ts'
import { values } from './values.ts'
import { zeros } from './zeros.ts'

/** Every way to choose starting values. */
export const initializers = [
  zeros,
  constant,
  normal,
  uniform,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunNormal,
  values,
] as const

export const initializerSchema = specUnion('type', initializers)

export type InitializerSpec = z.infer<typeof initializerSchema>
