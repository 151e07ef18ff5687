import { z } from 'zod'
import { inputError } from '../problem.ts'
import { formatShape, nestedNumbers, nestedShape, sameShape } from '../shape.ts'
import type { Initializer } from './initializer.ts'

const schema = z.strictObject({ type: z.literal('values'), values: nestedNumbers })

/** The given numbers, nested in the parameter's shape: `(units, inputs)` for a dense weight. */
export const values: Initializer<typeof schema> = {
  type: 'values',
  schema,
  check(spec, target) {
    const shape = nestedShape(spec.values)
    if (shape === null || !sameShape(shape, target.shape)) {
      const found = shape === null ? 'rows of different lengths' : `shape ${formatShape(shape)}`
      throw inputError(['values'], `has ${found}`, `needs shape ${formatShape(target.shape)}`)
    }
  },
  fill(spec, target, _rng, destination) {
    destination.set((spec.values as unknown[]).flat(target.shape.length - 1) as number[])
  },
}
