import { z } from 'zod'
import { commonKeys, type Optimizer } from './optimizer.ts'

const schema = z.strictObject({
  type: z.literal('adagrad'),
  ...commonKeys,
  epsilon: z.number().gt(0).default(1e-10),
})

/**
 * A rate of its own for every parameter, falling with the gradients it has seen (Duchi et al., 2011).
 *
 * `s ← s + g²`, `w ← w − α·g / (√s + ε)`. The slot `squares` holds s.
 */
export const adagrad: Optimizer<typeof schema> = {
  type: 'adagrad',
  schema,
  slots: ['squares'],
  update({ epsilon }, { learningRate }, { count, gradient, slots: [squares], value }, kernels) {
    if (!squares) throw new Error('adagrad needs its squares')
    kernels.descendBySquares(count, learningRate, 1, 1, epsilon, gradient, squares, value)
  },
}
