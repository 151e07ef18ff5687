import { z } from 'zod'
import { sizeOf } from '../shape.ts'
import type { LayerType } from './layer.ts'

const schema = z.strictObject({ type: z.literal('flatten') })

/** Lays an image out as one row of numbers, row-major: (N, C, H, W) → (N, C·H·W). Numbers and gradients are unchanged. */
export const flatten: LayerType<typeof schema> = {
  type: 'flatten',
  schema,
  outputShape: (_spec, { shape }) => [sizeOf(shape)],
  parameters: () => [],
  flops: () => 0,

  create(_spec, { shape }, { input, output, dOutput, dInput }, { kernels }) {
    const size = sizeOf(shape)
    return {
      forward(n) {
        kernels.activationForward('identity', n * size, 0, input, output)
      },
      backward(n) {
        if (dInput) kernels.activationBackward('identity', n * size, 0, input, output, dOutput, dInput)
      },
    }
  },
}
