import { describe, expect, it } from 'vitest'
import type { ActivationKind, FollowingActivation, Kernels } from '../../../src-engine/kernels/kernels.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { slide } from '../../../src-engine/layers/image.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { fastKernels } from './support/twins.ts'

const kinds: readonly ActivationKind[] = ['identity', 'sigmoid', 'tanh', 'relu', 'leaky_relu']
const implementations: readonly (readonly [string, () => Kernels])[] = [
  ['reference', () => referenceKernels],
  ...fastKernels,
]

/** An activation behind `count` numbers, with a gradient of its own. */
function follow(kind: ActivationKind, count: number, numbers: (count: number) => Float32Array): FollowingActivation {
  return { kind, slope: 0.1, input: numbers(count), output: numbers(count), dOutput: numbers(count) }
}

describe.each(implementations)('an activation behind a product, with %s kernels', (_name, create) => {
  const kernels = create()
  const rng = createRng(1, 'following')
  const numbers = (count: number) => kernels.place(Float32Array.from({ length: count }, () => 2 * rng.uniform() - 1))
  const sizes = [
    [1, 1, 1],
    [3, 7, 5],
    [13, 20, 31],
    [130, 33, 70],
  ] as const

  it.each(kinds)('%s behind a dense layer gives the bits it gives by itself, forward and backward', (kind) => {
    for (const [n, nIn, nOut] of sizes) {
      const activation = follow(kind, n * nOut, numbers)
      const { slope, input: z, output: a, dOutput: da } = activation
      const [input, weight, bias] = [numbers(n * nIn), numbers(nIn * nOut), numbers(nOut)]
      kernels.denseForward(n, nIn, nOut, input, weight, bias, z, activation)
      const [together, alone] = [a.slice(), numbers(n * nOut)]
      kernels.activationForward(kind, n * nOut, slope, z, alone)
      expect(together).toEqual(alone.slice())

      const [dz, dX, dW, db] = [numbers(n * nOut), numbers(n * nIn), numbers(nIn * nOut), numbers(nOut)]
      kernels.denseBackward(n, nIn, nOut, input, weight, dz, dX, dW, db, activation)
      const found = [dz, dX, dW, db].map((values) => values.slice())
      kernels.activationBackward(kind, n * nOut, slope, z, a, da, dz)
      kernels.denseBackward(n, nIn, nOut, input, weight, dz, dX, dW, db)
      expect(found).toEqual([dz, dX, dW, db].map((values) => values.slice()))
    }
  })

  it.each(kinds)('%s behind a convolution gives the bits it gives by itself, forward and backward', (kind) => {
    for (const [n, channels, filters] of sizes) {
      const shape = { channels, filters, rows: slide(5, 3, 1), columns: slide(8, 3, 2) }
      const count = n * filters * shape.rows.positions * shape.columns.positions
      const activation = follow(kind, count, numbers)
      const { slope, input: z, output: a, dOutput: da } = activation
      const cells = n * channels * 40
      const weights = filters * channels * 9
      const [input, weight, bias] = [numbers(cells), numbers(weights), numbers(filters)]
      kernels.convForward(n, shape, input, weight, bias, z, activation)
      const [together, alone] = [a.slice(), numbers(count)]
      kernels.activationForward(kind, count, slope, z, alone)
      expect(together).toEqual(alone.slice())

      const [dz, dX, dW, db] = [numbers(count), numbers(cells), numbers(weights), numbers(filters)]
      kernels.convBackward(n, shape, input, weight, dz, dX, dW, db, activation)
      const found = [dz, dX, dW, db].map((values) => values.slice())
      kernels.activationBackward(kind, count, slope, z, a, da, dz)
      kernels.convBackward(n, shape, input, weight, dz, dX, dW, db)
      expect(found).toEqual([dz, dX, dW, db].map((values) => values.slice()))
    }
  })
})
