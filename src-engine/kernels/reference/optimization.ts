import type { Kernels } from '../kernels.ts'
import { at } from './at.ts'

/** Updates of parameters. */
export const optimizationKernels: Pick<Kernels, 'sgdMomentum'> = {
  sgdMomentum(count, learningRate, momentum, nesterov, gradient, velocity, value) {
    for (let i = 0; i < count; i++) {
      const step = learningRate * at(gradient, i)
      velocity[i] = momentum * at(velocity, i) - step
      value[i] = at(value, i) + (nesterov ? momentum * at(velocity, i) - step : at(velocity, i))
    }
  },
}
