import type { OptimizationKernels } from '../optimization-kernels.ts'
import type { AddressOf, Assembly } from './assembly-interface.ts'

/** Updates of parameters, and what is done to gradients before. */
export function optimizationKernels(assembly: Assembly, at: AddressOf): OptimizationKernels {
  return {
    sgdMomentum(count, learningRate, momentum, nesterov, gradient, velocity, value) {
      const lookAhead = Number(nesterov)
      assembly.sgdMomentum(count, learningRate, momentum, lookAhead, at(gradient), at(velocity), at(value))
    },

    adam(count, step, learningRate, weightDecay, { beta1, beta2, epsilon }, gradient, mean, squares, value) {
      assembly.adam(
        count,
        learningRate / (1 - beta1 ** step),
        learningRate * weightDecay,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        1 / (1 - beta2 ** step),
        epsilon,
        at(gradient),
        at(mean),
        at(squares),
        at(value),
      )
    },

    descendBySquares(count, learningRate, kept, added, epsilon, gradient, squares, value) {
      assembly.descendBySquares(count, learningRate, kept, added, epsilon, at(gradient), at(squares), at(value))
    },

    addPenalty(count, l1, l2, value, gradient) {
      return assembly.addPenalty(count, l1, l2, at(value), at(gradient))
    },

    sumOfSquares(count, values) {
      return assembly.sumOfSquares(count, at(values))
    },

    scale(count, factor, values) {
      assembly.scale(count, factor, at(values))
    },
  }
}
