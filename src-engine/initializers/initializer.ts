import type { z } from 'zod'
import type { FloatArray } from '../float-array.ts'
import type { Rng } from '../rng.ts'
import type { Shape } from '../shape.ts'

/** The parameter an initialiser fills. */
export interface InitializerTarget {
  /** Shape of the parameter, `(units, inputs)` for a dense weight. */
  readonly shape: Shape
  /** Inputs and outputs of one unit. */
  readonly fanIn: number
  readonly fanOut: number
}

/** What the registry knows of one way to choose starting values. */
export interface Initializer<Z extends z.ZodType<{ readonly type: string }>> {
  readonly type: z.infer<Z>['type']
  readonly schema: Z
  /** Throws InputError (path relative to the initialiser) if it cannot fill such a parameter. */
  check?(spec: z.infer<Z>, target: InitializerTarget): void
  /** Fills `values`, row-major in `target.shape`. */
  fill(spec: z.infer<Z>, target: InitializerTarget, rng: Rng, values: FloatArray): void
}

/** An initialiser whose values are independent draws; `draw` is made once per parameter, then called per value. */
export function drawing<Z extends z.ZodType<{ readonly type: string }>>(
  type: z.infer<Z>['type'],
  schema: Z,
  draw: (spec: z.infer<Z>, target: InitializerTarget, rng: Rng) => () => number,
): Initializer<Z> {
  return {
    type,
    schema,
    fill(spec, target, rng, values) {
      const next = draw(spec, target, rng)
      for (let i = 0; i < values.length; i++) values[i] = next()
    },
  }
}
