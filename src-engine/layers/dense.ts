import { z } from 'zod'
import { initializerSchema } from '../initializers/index.ts'
import { sizeOf } from '../shape.ts'
import type { FollowingActivation } from '../kernels/kernels.ts'
import type { Layer, LayerType } from './layer.ts'

const schema = z.strictObject({
  type: z.literal('dense'),
  units: z.int().min(1).max(100_000),
  bias: z.boolean().default(true),
  weightInit: initializerSchema.default({ type: 'glorot_uniform' }),
  biasInit: initializerSchema.default({ type: 'zeros' }),
})

/**
 * Fully connected layer: every unit sees every input.
 *
 * `Z = X Wᵀ + b`; `dW = dZᵀ X`, `db = Σₙ dZ`, `dX = dZ W` (Alekseev 2019; Konyagin eq. 25–27; Kovalev 2022).
 * X (N, n_in), of any input shape, flattened row-major; W (units, n_in); b (units); Z (N, units).
 * The mean over the batch is taken in the loss's gradient, so it is not divided by N here again.
 */
export const dense: LayerType<typeof schema> = {
  type: 'dense',
  schema,

  outputShape: (spec) => [spec.units],

  parameters(spec, input) {
    const fanIn = sizeOf(input.shape)
    const fans = { fanIn, fanOut: spec.units }
    const weight = {
      name: 'weight',
      shape: [spec.units, fanIn],
      ...fans,
      initializer: spec.weightInit,
      initializerKey: 'weightInit',
    } as const
    const bias = {
      name: 'bias',
      shape: [spec.units],
      ...fans,
      initializer: spec.biasInit,
      initializerKey: 'biasInit',
    } as const
    return spec.bias ? [weight, bias] : [weight]
  },

  flops: (spec, { shape }) => 2 * spec.units * sizeOf(shape) + (spec.bias ? spec.units : 0),

  create(spec, { shape }, buffers, { kernels }) {
    const nIn = sizeOf(shape)
    const { input, output, dOutput, dInput } = buffers
    const { weight, bias } = buffers.parameters
    if (!weight) throw new Error('a dense layer needs its weight')
    const { units } = spec
    const layerWith = (activation?: FollowingActivation): Layer => ({
      forward(n) {
        kernels.denseForward(n, nIn, units, input, weight.value, bias?.value ?? null, output, activation)
      },
      backward(n) {
        const dBias = bias?.gradient ?? null
        const dWeight = weight.gradient
        kernels.denseBackward(n, nIn, units, input, weight.value, dOutput, dInput, dWeight, dBias, activation)
      },
    })
    return { ...layerWith(), withActivation: layerWith }
  },
}
