import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRng } from '../../src-engine/rng.ts'
import { sizeOf } from '../../src-engine/shape.ts'

/**
 * A network of dense layers and ReLU, or of 3×3 convolutions with `same` padding, ReLU and 2×2 max pooling where it has
 * filters, with a dense layer to the classes, softmax and cross-entropy at the end.
 */
export interface BenchNetwork {
  readonly name: string
  readonly inputs: readonly number[]
  readonly hidden?: readonly number[]
  readonly filters?: readonly number[]
  readonly classes: number
  readonly batch: number
}

/** A network that the lab and its peers train. */
export interface BenchCase extends BenchNetwork {
  /** How many times faster than a peer the lab is to be, by the peer's name. */
  readonly targets: Readonly<Record<string, number>>
}

/** What a network is trained on, in the order of the samples. */
export interface BenchData {
  /** (sampleCount, …inputs), to be scaled by 1/255 */
  readonly inputs: Uint8Array
  /** (sampleCount) */
  readonly classes: Uint8Array
}

export const benchCases = JSON.parse(
  readFileSync(join(import.meta.dirname, 'cases.json'), 'utf8'),
) as readonly BenchCase[]

export const sampleCount = 10_000
export const learningRate = 0.01
export const momentum = 0.9

/** Random bytes from 1 to 255 in random classes: there are no zeros to gain by. */
export function randomData({ inputs, classes }: BenchNetwork): BenchData {
  const rng = createRng(1, 'bench')
  return {
    inputs: Uint8Array.from({ length: sampleCount * sizeOf(inputs) }, () => 1 + rng.below(255)),
    classes: Uint8Array.from({ length: sampleCount }, () => rng.below(classes)),
  }
}
