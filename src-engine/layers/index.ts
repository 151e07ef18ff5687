import type { z } from 'zod'
import { identity } from '../activations/identity.ts'
import { leakyRelu } from '../activations/leaky-relu.ts'
import { relu } from '../activations/relu.ts'
import { sigmoid } from '../activations/sigmoid.ts'
import { tanh } from '../activations/tanh.ts'
import { specUnion } from '../spec-union.ts'
import { avgPool2d } from './avg-pool2d.ts'
import { conv2d } from './conv2d.ts'
import { dense } from './dense.ts'
import { dropout } from './dropout.ts'
import { embedding } from './embedding.ts'
import { flatten } from './flatten.ts'
import { maxPool2d } from './max-pool2d.ts'
import { softmax } from './softmax.ts'

/** Every type of layer that can stand in a stack, activations among them. */
export const layers = [
  dense,
  conv2d,
  maxPool2d,
  avgPool2d,
  flatten,
  dropout,
  embedding,
  identity,
  sigmoid,
  tanh,
  relu,
  leakyRelu,
  softmax,
] as const

export const layerSchema = specUnion('type', layers)

export type LayerSpec = z.infer<typeof layerSchema>
