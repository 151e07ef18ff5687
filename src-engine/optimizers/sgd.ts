import { z } from 'zod'
import type { Optimizer } from './optimizer.ts'

const schema = z.strictObject({
  type: z.literal('sgd'),
  learningRate: z.number().min(0),
  momentum: z.number().min(0).lt(1).default(0),
})

/**
 * Stochastic gradient descent with momentum.
 *
 * `Δw_t = −α·g_t + γ·Δw_{t−1}`, `w ← w + Δw_t` (Momentum article; Wiki's inertia coefficient). The slot `velocity`
 * holds Δw itself. PyTorch keeps `v ← γv + g; w ← w − αv`: the same path while α is constant, another when α changes.
 */
export const sgd: Optimizer<typeof schema> = {
  type: 'sgd',
  schema,
  slots: ['velocity'],
  update({ learningRate, momentum }, { count, gradient, slots: [velocity], value }, kernels) {
    if (!velocity) throw new Error('sgd needs its velocity')
    kernels.sgdMomentum(count, learningRate, momentum, gradient, velocity, value)
  },
}
