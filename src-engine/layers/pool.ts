import type { SlidingWindow } from '../kernels/image-kernels.ts'
import type { Shape } from '../shape.ts'
import { imageShape, requireFit, slide } from './image.ts'
import type { Signal } from './layer.ts'
import { pairSchema, type Pair } from './pair.ts'
import { say } from '../sentence.ts'

/** The keys of every pooling layer. `stride` null is as far as `size`, so that windows lie side by side. */
export const poolKeys = { size: pairSchema, stride: pairSchema.nullable().default(null) }

export interface PoolSpec {
  readonly size: Pair
  readonly stride: Pair | null
}

export interface PoolWindows {
  readonly channels: number
  readonly rows: SlidingWindow
  readonly columns: SlidingWindow
}

/**
 * The windows of a pooling layer, which has no padding: cells that no window reaches are left out.
 *
 * @throws InputError if the input is no image or smaller than the window
 */
export function poolWindows({ size, stride }: PoolSpec, input: Signal): PoolWindows {
  const image = imageShape(input.shape)
  const [channels, height, width] = image
  const [down, right] = stride ?? size
  requireFit('size', size, image, say('fewer layers before it that make the image smaller'))
  return { channels, rows: slide(height, size[0], down), columns: slide(width, size[1], right) }
}

/** (C, o₁, o₂) */
export function poolOutputShape(spec: PoolSpec, input: Signal): Shape {
  const { channels, rows, columns } = poolWindows(spec, input)
  return [channels, rows.positions, columns.positions]
}
