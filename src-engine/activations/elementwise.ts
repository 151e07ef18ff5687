import type { z } from 'zod'
import type { ActivationKind } from '../kernels/kernels.ts'
import type { LayerType } from '../layers/layer.ts'
import { sizeOf } from '../shape.ts'

/**
 * The layer type of an elementwise activation: `a = f(z)`, `dz = da · f′(z)`, any shape kept.
 *
 * @param flopsPerElement cost of f for one element, a rough count for the person who compares stacks
 * @param slope reads leaky ReLU's setting
 */
export function elementwise<const K extends ActivationKind, Z extends z.ZodType<{ readonly type: K }>>(
  kind: K,
  schema: Z,
  flopsPerElement: number,
  slope: (spec: z.infer<Z>) => number = () => 0,
): LayerType<Z> {
  return {
    type: kind,
    schema,
    outputShape: (_spec, { shape }) => shape,
    parameters: () => [],
    elementwise: (spec) => ({ kind, slope: slope(spec) }),
    flops: (_spec, { shape }) => flopsPerElement * sizeOf(shape),
    create(spec, { shape }, { input, output, dOutput, dInput }, { kernels }) {
      const size = sizeOf(shape)
      return {
        forward(n) {
          kernels.activationForward(kind, n * size, slope(spec), input, output)
        },
        backward(n) {
          if (dInput) kernels.activationBackward(kind, n * size, slope(spec), input, output, dOutput, dInput)
        },
      }
    },
  }
}
