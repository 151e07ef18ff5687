import { z } from 'zod'
import { inputError } from '../problem.ts'
import { formatShape, nestedNumbers, nestedShape, sameShape } from '../shape.ts'
import type { Initializer } from './initializer.ts'
import { say } from '../sentence.ts'

const schema = z.strictObject({ type: z.literal('values'), values: nestedNumbers })

/** The given numbers, nested in the parameter's shape: `(units, inputs)` for a dense weight. */
export const values: Initializer<typeof schema> = {
  type: 'values',
  schema,
  check(spec, target) {
    const shape = nestedShape(spec.values)
    if (shape === null || !sameShape(shape, target.shape)) {
      const found =
        shape === null ? say('has rows of different lengths') : say('has shape {shape}', { shape: formatShape(shape) })
      throw inputError(['values'], found, say('needs shape {shape}', { shape: formatShape(target.shape) }))
    }
  },
  fill(spec, target, _rng, destination) {
    destination.set((spec.values as unknown[]).flat(target.shape.length - 1) as number[])
  },
}
