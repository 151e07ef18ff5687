import { z } from 'zod'
import { sizeOf } from '../shape.ts'
import type { LayerType } from './layer.ts'

const schema = z.strictObject({ type: z.literal('softmax') })

/**
 * Turns a row of scores into probabilities that add up to 1.
 *
 * `s_i = exp(z_i − max z) / Σ_j exp(z_j − max z)`; `dz = J da` with `J_ij = s_i(δ_ij − s_j)` over the *outputs* s
 * (Alekseev 2019, eq. 16, which prints x where s is meant; Matrix backprop chapter). Z (N, …) → S (N, …), row-wise.
 * Followed by categorical cross-entropy the two are merged by the loss, and `backward` is not called.
 */
export const softmax: LayerType<typeof schema> = {
  type: 'softmax',
  schema,
  outputShape: (_spec, { shape }) => shape,
  parameters: () => [],
  flops: (_spec, { shape }) => 5 * sizeOf(shape),

  create(_spec, { shape }, { input, output, dOutput, dInput }, { kernels }) {
    const width = sizeOf(shape)
    return {
      forward(n) {
        kernels.softmaxForward(n, width, input, output)
      },
      backward(n) {
        if (dInput) kernels.softmaxBackward(n, width, output, dOutput, dInput)
      },
    }
  },
}
