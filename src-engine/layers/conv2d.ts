import { z } from 'zod'
import { initializerSchema } from '../initializers/index.ts'
import type { Convolution, Padding } from '../kernels/image-kernels.ts'
import type { FollowingActivation } from '../kernels/kernels.ts'
import { sizeOf } from '../shape.ts'
import { imageShape, requireFit, slide } from './image.ts'
import type { Layer, LayerType, Signal } from './layer.ts'
import { pairSchema } from './pair.ts'
import { say } from '../sentence.ts'

const schema = z.strictObject({
  type: z.literal('conv2d'),
  filters: z.int().min(1).max(100_000),
  kernel: pairSchema,
  stride: pairSchema.prefault([1, 1]),
  /** Cells added in each direction: `valid` none, `same` k − 1, `full` 2(k − 1). */
  padding: z.enum(['valid', 'same', 'full']).default('valid'),
  /** What stands in them: zeros, or the nearest cell of the image. */
  paddingMode: z.enum(['zeros', 'replicate']).default('zeros'),
  bias: z.boolean().default(true),
  weightInit: initializerSchema.default({ type: 'glorot_uniform' }),
  biasInit: initializerSchema.default({ type: 'zeros' }),
})

type Spec = z.infer<typeof schema>

/**
 * Convolution of an image with one kernel per filter, which, as in every framework, is not flipped.
 *
 * `z[f, y, x] = b[f] + Σ_c Σ_i Σ_j w[f, c, i, j] · a[c, y·s₁ + i − p₁, x·s₂ + j − p₂]`, and in each direction
 * `o = ⌊(i + p − k)/s⌋ + 1` with p cells of padding, of an odd number one more at the end (Kovalev 2022).
 * Input (N, C, H, W); weight (F, C, k₁, k₂); bias (F); output (N, F, o₁, o₂).
 */
export const conv2d: LayerType<typeof schema> = {
  type: 'conv2d',
  schema,

  outputShape(spec, input) {
    const { shape } = convGeometry(spec, input)
    return [shape.filters, shape.rows.positions, shape.columns.positions]
  },

  parameters(spec, input) {
    const [channels] = imageShape(input.shape)
    const taps = sizeOf(spec.kernel)
    const fans = { fanIn: channels * taps, fanOut: spec.filters * taps }
    const weight = {
      name: 'weight',
      shape: [spec.filters, channels, ...spec.kernel],
      ...fans,
      initializer: spec.weightInit,
      initializerKey: 'weightInit',
    } as const
    const bias = {
      name: 'bias',
      shape: [spec.filters],
      ...fans,
      initializer: spec.biasInit,
      initializerKey: 'biasInit',
    } as const
    return spec.bias ? [weight, bias] : [weight]
  },

  workspace(spec, input) {
    const { shape, isPadded } = convGeometry(spec, input)
    const size = shape.channels * shape.rows.cells * shape.columns.cells
    return isPadded ? { padded: size, dPadded: size } : {}
  },

  flops(spec, input) {
    const { channels, filters, rows, columns } = convGeometry(spec, input).shape
    const outputs = filters * rows.positions * columns.positions
    return outputs * (2 * channels * rows.size * columns.size + (spec.bias ? 1 : 0))
  },

  create(spec, signal, buffers, { kernels }) {
    const { shape, rows, columns } = convGeometry(spec, signal)
    const { channels } = shape
    const { input, output, dOutput, dInput, workspace } = buffers
    const { weight, bias } = buffers.parameters
    if (!weight) throw new Error('a conv2d layer needs its weight')
    const { padded, dPadded } = workspace
    const isReplicated = spec.paddingMode === 'replicate'
    const image = padded ?? input
    const dImage = dInput && (dPadded ?? dInput)
    const layerWith = (activation?: FollowingActivation): Layer => ({
      forward(n) {
        if (padded) kernels.padForward(n * channels, rows, columns, isReplicated, input, padded)
        kernels.convForward(n, shape, image, weight.value, bias?.value ?? null, output, activation)
      },
      backward(n) {
        const dBias = bias?.gradient ?? null
        const dWeight = weight.gradient
        kernels.convBackward(n, shape, image, weight.value, dOutput, dImage, dWeight, dBias, activation)
        if (dInput && dPadded) kernels.padBackward(n * channels, rows, columns, isReplicated, dPadded, dInput)
      },
    })
    return { ...layerWith(), withActivation: layerWith }
  },
}

/** Where the kernels of a convolution stand, and what is put around its images. */
export interface ConvGeometry {
  readonly shape: Convolution
  readonly rows: Padding
  readonly columns: Padding
  readonly isPadded: boolean
}

/** @throws InputError if the input is no image, or smaller than the kernel where nothing is put around it */
export function convGeometry(spec: Spec, input: Signal): ConvGeometry {
  const image = imageShape(input.shape)
  const [channels, height, width] = image
  const [kernelHeight, kernelWidth] = spec.kernel
  const [down, right] = spec.stride
  if (spec.padding === 'valid') requireFit('kernel', spec.kernel, image, say('padding "same"'))
  const rows = paddingOf(spec.padding, height, kernelHeight)
  const columns = paddingOf(spec.padding, width, kernelWidth)
  const shape = {
    channels,
    filters: spec.filters,
    rows: slide(rows.before + height + rows.after, kernelHeight, down),
    columns: slide(columns.before + width + columns.after, kernelWidth, right),
  }
  return { shape, rows, columns, isPadded: rows.after > 0 || columns.after > 0 }
}

function paddingOf(padding: Spec['padding'], cells: number, kernel: number): Padding {
  const total = { valid: 0, same: kernel - 1, full: 2 * (kernel - 1) }[padding]
  const before = Math.floor(total / 2)
  return { cells, before, after: total - before }
}
