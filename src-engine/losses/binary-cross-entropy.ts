import type { Loss } from './loss.ts'

/**
 * `−[y log a + (1 − y) log(1 − a)]`, summed over a sample's outputs (Konyagin eq. 5; the Matrix backprop chapter prints
 * it without the minus, as a likelihood); gradient `(a − y) / (a(1 − a))`.
 *
 * After a sigmoid, merged: `max(z, 0) − zy + log(1 + e^(−|z|))`, and `dz = a − y`.
 */
export const binaryCrossEntropy: Loss<'binary_cross_entropy'> = {
  name: 'binary_cross_entropy',
  needs: 'probabilities',

  value(n, width, output, target) {
    let sum = 0
    for (let i = 0; i < n * width; i++) {
      const a = output[i] as number
      const y = target[i] as number
      // A term whose weight is 0 adds nothing, though its logarithm may be −∞.
      if (y !== 0) sum -= y * Math.log(a)
      if (y !== 1) sum -= (1 - y) * Math.log(1 - a)
    }
    return sum
  },

  gradient(n, width, scale, output, target, dOutput) {
    for (let i = 0; i < n * width; i++) {
      const a = output[i] as number
      const y = target[i] as number
      dOutput[i] = (scale * (a - y)) / (a * (1 - a))
    }
  },

  merged: {
    activation: 'sigmoid',
    value: (n, width, logits, target, output, kernels) =>
      kernels.sigmoidCrossEntropy(n * width, logits, target, output),
  },
}
