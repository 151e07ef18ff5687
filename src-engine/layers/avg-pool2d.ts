import { z } from 'zod'
import { sizeOf } from '../shape.ts'
import type { LayerType } from './layer.ts'
import { poolKeys, poolOutputShape, poolWindows } from './pool.ts'

const schema = z.strictObject({ type: z.literal('avg_pool2d'), ...poolKeys })

/**
 * The mean of the cells under each place of a moving window; each cell gets its share of the gradient (Kovalev 2022).
 *
 * `a[c, y, x] = 1/(k₁k₂) Σ_i Σ_j a[c, y·s₁ + i, x·s₂ + j]`. Input (N, C, H, W); output (N, C, o₁, o₂).
 */
export const avgPool2d: LayerType<typeof schema> = {
  type: 'avg_pool2d',
  schema,
  outputShape: poolOutputShape,
  parameters: () => [],
  flops: (spec, input) => sizeOf(spec.size) * sizeOf(poolOutputShape(spec, input)),

  create(spec, signal, { input, output, dOutput, dInput }, { kernels }) {
    const { channels, rows, columns } = poolWindows(spec, signal)
    return {
      forward(n) {
        kernels.avgPoolForward(n * channels, rows, columns, input, output)
      },
      backward(n) {
        if (dInput) kernels.avgPoolBackward(n * channels, rows, columns, dOutput, dInput)
      },
    }
  },
}
