import type { OptimizationKernels } from '../optimization-kernels.ts'
import { at } from './at.ts'

/** Updates of parameters, and what is done to gradients before. */
export const optimizationKernels: OptimizationKernels = {
  sgdMomentum(count, learningRate, momentum, nesterov, gradient, velocity, value) {
    for (let i = 0; i < count; i++) {
      const step = learningRate * at(gradient, i)
      velocity[i] = momentum * at(velocity, i) - step
      value[i] = at(value, i) + (nesterov ? momentum * at(velocity, i) - step : at(velocity, i))
    }
  },

  adam(count, step, learningRate, weightDecay, { beta1, beta2, epsilon }, gradient, mean, squares, value) {
    const meanCorrection = 1 - beta1 ** step
    const squaresCorrection = 1 - beta2 ** step
    for (let i = 0; i < count; i++) {
      const g = at(gradient, i)
      const m = beta1 * at(mean, i) + (1 - beta1) * g
      const s = beta2 * at(squares, i) + (1 - beta2) * g * g
      mean[i] = m
      squares[i] = s
      const decayed = at(value, i) * (1 - learningRate * weightDecay)
      value[i] = decayed - (learningRate * (m / meanCorrection)) / (Math.sqrt(s / squaresCorrection) + epsilon)
    }
  },

  descendBySquares(count, learningRate, kept, added, epsilon, gradient, squares, value) {
    for (let i = 0; i < count; i++) {
      const g = at(gradient, i)
      const s = kept * at(squares, i) + added * g * g
      squares[i] = s
      value[i] = at(value, i) - (learningRate * g) / (Math.sqrt(s) + epsilon)
    }
  },

  addPenalty(count, l1, l2, value, gradient) {
    let penalty = 0
    for (let i = 0; i < count; i++) {
      const w = at(value, i)
      penalty += l1 * Math.abs(w) + 0.5 * l2 * w * w
      gradient[i] = at(gradient, i) + l1 * Math.sign(w) + l2 * w
    }
    return penalty
  },

  sumOfSquares(count, values) {
    let squares = 0
    for (let i = 0; i < count; i++) squares += at(values, i) ** 2
    return squares
  },

  scale(count, factor, values) {
    for (let i = 0; i < count; i++) values[i] = at(values, i) * factor
  },
}
