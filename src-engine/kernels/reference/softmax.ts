import type { Kernels } from '../kernels.ts'
import { at } from './at.ts'

/** Softmax, and the gradients of softmax and sigmoid merged with their cross-entropy. */
export const softmaxKernels: Pick<
  Kernels,
  | 'softmaxForward'
  | 'softmaxBackward'
  | 'softmaxCrossEntropy'
  | 'sigmoidCrossEntropy'
  | 'sigmoidCrossEntropyBackward'
  | 'softmaxCrossEntropyBackward'
> = {
  softmaxForward(n, width, input, output) {
    for (let row = 0; row < n * width; row += width) {
      let maximum = -Infinity
      for (let i = 0; i < width; i++) maximum = Math.max(maximum, at(input, row + i))
      let sum = 0
      for (let i = 0; i < width; i++) {
        const e = Math.exp(at(input, row + i) - maximum)
        output[row + i] = e
        sum += e
      }
      for (let i = 0; i < width; i++) output[row + i] = at(output, row + i) / sum
    }
  },

  softmaxBackward(n, width, output, dOutput, dInput) {
    for (let row = 0; row < n * width; row += width) {
      let dot = 0
      for (let i = 0; i < width; i++) dot += at(dOutput, row + i) * at(output, row + i)
      for (let i = 0; i < width; i++) dInput[row + i] = at(output, row + i) * (at(dOutput, row + i) - dot)
    }
  },

  softmaxCrossEntropy(n, width, input, target, output) {
    let sum = 0
    for (let row = 0; row < n * width; row += width) {
      let maximum = -Infinity
      for (let i = row; i < row + width; i++) maximum = Math.max(maximum, at(input, i))
      let total = 0
      let score = 0
      let targets = 0
      for (let i = row; i < row + width; i++) {
        const e = Math.exp(at(input, i) - maximum)
        output[i] = e
        total += e
        score += at(target, i) * at(input, i)
        targets += at(target, i)
      }
      for (let i = row; i < row + width; i++) output[i] = at(output, i) / total
      sum += targets * (maximum + Math.log(total)) - score
    }
    return sum
  },

  sigmoidCrossEntropy(count, input, target, output) {
    let sum = 0
    for (let i = 0; i < count; i++) {
      const z = at(input, i)
      output[i] = 1 / (1 + Math.exp(-z))
      sum += Math.max(z, 0) - z * at(target, i) + Math.log1p(Math.exp(-Math.abs(z)))
    }
    return sum
  },

  sigmoidCrossEntropyBackward(count, scale, output, target, dInput) {
    for (let i = 0; i < count; i++) dInput[i] = scale * (at(output, i) - at(target, i))
  },

  softmaxCrossEntropyBackward(n, width, scale, output, target, dInput) {
    for (let row = 0; row < n * width; row += width) {
      let total = 0
      for (let i = row; i < row + width; i++) total += at(target, i)
      for (let i = row; i < row + width; i++) dInput[i] = scale * (total * at(output, i) - at(target, i))
    }
  },
}
