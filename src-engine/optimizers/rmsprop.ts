import { z } from 'zod'
import { commonKeys, type Optimizer } from './optimizer.ts'

const schema = z.strictObject({
  type: z.literal('rmsprop'),
  ...commonKeys,
  decay: z.number().min(0).lt(1).default(0.99),
  epsilon: z.number().gt(0).default(1e-8),
})

/**
 * AdaGrad that forgets: the gradient by its recent root mean square (Tieleman and Hinton, 2012).
 *
 * `s ← ρs + (1 − ρ)g²`, `w ← w − α·g / (√s + ε)`. The slot `squares` holds s.
 */
export const rmsprop: Optimizer<typeof schema> = {
  type: 'rmsprop',
  schema,
  slots: ['squares'],
  update({ decay, epsilon }, { learningRate }, { count, gradient, slots: [squares], value }, kernels) {
    if (!squares) throw new Error('rmsprop needs its squares')
    kernels.descendBySquares(count, learningRate, decay, 1 - decay, epsilon, gradient, squares, value)
  },
}
