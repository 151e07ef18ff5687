import type { FloatArray } from '../../float-array.ts'
import type { Kernels } from '../kernels.ts'
import { at } from './at.ts'

/** Rows gathered by index, and gradients scattered to them: one-hot vectors are never multiplied out. */
export const embeddingKernels: Pick<Kernels, 'embeddingForward' | 'embeddingBackward'> = {
  embeddingForward(n, count, _vocabulary, dim, input, weight, output) {
    output.fill(0, 0, n * dim)
    for (let sample = 0; sample < n; sample++) {
      const h = sample * dim
      const share = 1 / wordsIn(input, sample * count, count)
      for (let c = sample * count; c < (sample + 1) * count; c++) {
        const w = at(input, c) * dim
        if (w >= 0) for (let i = 0; i < dim; i++) output[h + i] = at(output, h + i) + share * at(weight, w + i)
      }
    }
  },

  embeddingBackward(n, count, vocabulary, dim, input, dOutput, dWeight) {
    dWeight.fill(0, 0, vocabulary * dim)
    for (let sample = 0; sample < n; sample++) {
      const h = sample * dim
      const share = 1 / wordsIn(input, sample * count, count)
      for (let c = sample * count; c < (sample + 1) * count; c++) {
        const w = at(input, c) * dim
        if (w >= 0) for (let i = 0; i < dim; i++) dWeight[w + i] = at(dWeight, w + i) + share * at(dOutput, h + i)
      }
    }
  },
}

/** How many of `count` indexes from `start` name a word. */
function wordsIn(input: FloatArray, start: number, count: number): number {
  let words = 0
  for (let c = start; c < start + count; c++) if (at(input, c) >= 0) words++
  return words
}
