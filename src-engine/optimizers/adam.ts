import { z } from 'zod'
import { commonKeys, type Optimizer, type OptimizerBuffers, type UpdateMoment } from './optimizer.ts'

const adamKeys = {
  ...commonKeys,
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().gt(0).default(1e-8),
}

const adamSchema = z.strictObject({ type: z.literal('adam'), ...adamKeys })

const adamwSchema = z.strictObject({
  type: z.literal('adamw'),
  ...adamKeys,
  weightDecay: z.number().min(0).default(0.01),
})

/**
 * Momentum and a rate of its own for every parameter, both corrected for starting at zero (Kingma and Ba, 2015).
 *
 * `m ← β₁m + (1 − β₁)g`, `s ← β₂s + (1 − β₂)g²`, `w ← w − α · m/(1 − β₁ᵗ) / (√(s/(1 − β₂ᵗ)) + ε)`.
 * The slots `mean` and `squares` hold m and s.
 */
export const adam: Optimizer<typeof adamSchema> = {
  type: 'adam',
  schema: adamSchema,
  slots: ['mean', 'squares'],
  update: (spec, moment, buffers) => {
    updateAdam(spec, 0, moment, buffers)
  },
}

/** Adam with the weights drawn to zero beside the gradient, `w ← w − αλw`, biases too (Loshchilov and Hutter, 2019). */
export const adamw: Optimizer<typeof adamwSchema> = {
  type: 'adamw',
  schema: adamwSchema,
  slots: ['mean', 'squares'],
  update: (spec, moment, buffers) => {
    updateAdam(spec, spec.weightDecay, moment, buffers)
  },
}

function updateAdam(
  { beta1, beta2, epsilon }: { readonly beta1: number; readonly beta2: number; readonly epsilon: number },
  weightDecay: number,
  { learningRate, step }: UpdateMoment,
  { count, gradient, slots: [mean, squares], value }: OptimizerBuffers,
): void {
  if (!mean || !squares) throw new Error('adam needs its mean and squares')
  const meanCorrection = 1 - beta1 ** step
  const squaresCorrection = 1 - beta2 ** step
  for (let i = 0; i < count; i++) {
    const g = gradient[i] as number
    const m = beta1 * (mean[i] as number) + (1 - beta1) * g
    const s = beta2 * (squares[i] as number) + (1 - beta2) * g * g
    mean[i] = m
    squares[i] = s
    const decayed = (value[i] as number) * (1 - learningRate * weightDecay)
    value[i] = decayed - (learningRate * (m / meanCorrection)) / (Math.sqrt(s / squaresCorrection) + epsilon)
  }
}
