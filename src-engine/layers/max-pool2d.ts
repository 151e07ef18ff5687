import { z } from 'zod'
import { sizeOf } from '../shape.ts'
import type { LayerType } from './layer.ts'
import { poolKeys, poolOutputShape, poolWindows } from './pool.ts'

const schema = z.strictObject({ type: z.literal('max_pool2d'), ...poolKeys })

/**
 * The largest cell under each place of a moving window; the gradient goes to that cell alone (Kovalev 2022).
 *
 * `a[c, y, x] = max_{i,j} a[c, y·s₁ + i, x·s₂ + j]`; of equal cells the first counts, row by row. Where it was is left
 * in `workspace.winners`, (N, C, o₁, o₂), as the cell's place in its plane. Input (N, C, H, W); output (N, C, o₁, o₂).
 */
export const maxPool2d: LayerType<typeof schema> = {
  type: 'max_pool2d',
  schema,
  outputShape: poolOutputShape,
  parameters: () => [],
  workspace: (spec, input) => ({ winners: sizeOf(poolOutputShape(spec, input)) }),
  flops: (spec, input) => sizeOf(spec.size) * sizeOf(poolOutputShape(spec, input)),

  create(spec, signal, { input, output, dOutput, dInput, workspace }, { kernels }) {
    const { channels, rows, columns } = poolWindows(spec, signal)
    const { winners } = workspace
    if (!winners) throw new Error('a max_pool2d layer needs its workspace')
    return {
      forward(n) {
        kernels.maxPoolForward(n * channels, rows, columns, input, output, winners)
      },
      backward(n) {
        if (dInput) kernels.maxPoolBackward(n * channels, rows, columns, winners, dOutput, dInput)
      },
    }
  },
}
