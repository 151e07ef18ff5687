import { z } from 'zod'
import { createRng } from '../rng.ts'
import { sizeOf } from '../shape.ts'
import type { LayerType } from './layer.ts'

const schema = z.strictObject({ type: z.literal('dropout'), rate: z.number().min(0).lt(1).default(0.5) })

/**
 * Leaves out each number with probability `rate` while training, against overfitting (Srivastava et al., 2014).
 *
 * `a = m · z`, `dz = m · da`; m is 0 or `1/(1 − rate)`, so that the expected value stays and nothing needs scaling when
 * the network is used, where m is 1 (inverted dropout). The mask is left in `workspace.mask`, (N, …).
 * It is drawn from a stream named by the layer's place and the step, so that a resumed run draws the same.
 */
export const dropout: LayerType<typeof schema> = {
  type: 'dropout',
  schema,
  outputShape: (_spec, { shape }) => shape,
  parameters: () => [],
  workspace: (_spec, { shape }) => ({ mask: sizeOf(shape) }),
  flops: (_spec, { shape }) => sizeOf(shape),

  create({ rate }, { shape }, { input, output, dOutput, dInput, workspace }, { kernels, seed, index }) {
    const size = sizeOf(shape)
    const { mask } = workspace
    if (!mask) throw new Error('a dropout layer needs its workspace')
    return {
      forward(n, pass) {
        if (pass.training) {
          const rng = createRng(seed, 'dropout', index, pass.step)
          const kept = 1 / (1 - rate)
          for (let i = 0; i < n * size; i++) mask[i] = rng.uniform() < rate ? 0 : kept
        } else {
          mask.fill(1, 0, n * size)
        }
        kernels.multiply(n * size, input, mask, output)
      },
      backward(n) {
        if (dInput) kernels.multiply(n * size, dOutput, mask, dInput)
      },
    }
  },
}
