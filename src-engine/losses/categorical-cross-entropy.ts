import type { Loss } from './loss.ts'

/**
 * `−Σ t log p` over a sample's classes (Alekseev 2019); gradient `−t/p`.
 *
 * After a softmax, merged: `T log Σ exp z − Σ t z` with T = Σ t, and `dz = T p − t`. T is 1 for one class and C for the
 * C context words of skip-gram (word2vec article: `E = Σ_c e_c`).
 */
export const categoricalCrossEntropy: Loss<'categorical_cross_entropy'> = {
  name: 'categorical_cross_entropy',
  needs: 'distribution',

  value(n, width, output, target) {
    let sum = 0
    for (let i = 0; i < n * width; i++) {
      const t = target[i] as number
      // A class that is not the target adds nothing, though the logarithm of its probability may be −∞.
      if (t !== 0) sum -= t * Math.log(output[i] as number)
    }
    return sum
  },

  gradient(n, width, scale, output, target, dOutput) {
    for (let i = 0; i < n * width; i++) {
      const t = target[i] as number
      dOutput[i] = t === 0 ? 0 : (-scale * t) / (output[i] as number)
    }
  },

  merged: {
    activation: 'softmax',
    value: (n, width, logits, target, output, kernels) => kernels.softmaxCrossEntropy(n, width, logits, target, output),
  },
}
