import type { FloatArray } from '../float-array.ts'
import type { NestedNumbers, Shape } from '../shape.ts'

/** A copy of the first numbers of `values`, nested as deep as `shape` has dimensions (at least one), row-major. */
export function nest(values: FloatArray, shape: Shape): NestedNumbers {
  let next = 0
  function level(depth: number): NestedNumbers {
    const length = shape[depth] ?? 0
    if (depth === shape.length - 1) {
      next += length
      return Array.from(values.subarray(next - length, next))
    }
    return Array.from({ length }, () => level(depth + 1))
  }
  return level(0)
}

/** The number at `path` of nested numbers. Throws RangeError where there is none. */
export function numberAt(values: NestedNumbers, path: readonly number[]): number {
  let here: NestedNumbers | number | undefined = values
  for (const index of path) here = typeof here === 'object' ? here[index] : undefined
  if (typeof here !== 'number') throw new RangeError(`no number at [${path.join(', ')}]`)
  return here
}
