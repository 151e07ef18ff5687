import { z } from 'zod'
import { commonKeys, type Optimizer } from './optimizer.ts'

const schema = z.strictObject({
  type: z.literal('sgd'),
  ...commonKeys,
  momentum: z.number().min(0).lt(1).default(0),
  nesterov: z.boolean().default(false),
})

/**
 * Stochastic gradient descent with momentum.
 *
 * `Δw_t = −α·g_t + γ·Δw_{t−1}`, `w ← w + Δw_t` (Momentum article; Wiki's inertia coefficient). The slot `velocity`
 * holds Δw. Nesterov looks one step of it ahead: `w ← w − α·g_t + γ·Δw_t` (Sutskever et al., 2013).
 * PyTorch keeps `v ← γv + g; w ← w − αv`: the same path while α is constant, another when α changes.
 */
export const sgd: Optimizer<typeof schema> = {
  type: 'sgd',
  schema,
  slots: ['velocity'],
  update({ momentum, nesterov }, { learningRate }, { count, gradient, slots: [velocity], value }, kernels) {
    if (!velocity) throw new Error('sgd needs its velocity')
    kernels.sgdMomentum(count, learningRate, momentum, nesterov, gradient, velocity, value)
  },
}
