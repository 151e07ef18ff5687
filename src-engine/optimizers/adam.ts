import { z } from 'zod'
import type { Kernels } from '../kernels/kernels.ts'
import type { AdamConstants } from '../kernels/optimization-kernels.ts'
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
  update: (spec, moment, buffers, kernels) => {
    updateAdam(spec, 0, moment, buffers, kernels)
  },
}

/** Adam with the weights drawn to zero beside the gradient, `w ← w − αλw`, biases too (Loshchilov and Hutter, 2019). */
export const adamw: Optimizer<typeof adamwSchema> = {
  type: 'adamw',
  schema: adamwSchema,
  slots: ['mean', 'squares'],
  update: (spec, moment, buffers, kernels) => {
    updateAdam(spec, spec.weightDecay, moment, buffers, kernels)
  },
}

function updateAdam(
  constants: AdamConstants,
  weightDecay: number,
  { learningRate, step }: UpdateMoment,
  { count, gradient, slots: [mean, squares], value }: OptimizerBuffers,
  kernels: Kernels,
): void {
  if (!mean || !squares) throw new Error('adam needs its mean and squares')
  kernels.adam(count, step, learningRate, weightDecay, constants, gradient, mean, squares, value)
}
