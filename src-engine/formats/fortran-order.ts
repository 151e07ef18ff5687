import type { DataArray } from '../datasets/dataset.ts'
import { sizeOf, type Shape } from '../shape.ts'

/** Numbers whose first index varies fastest, put into `result` so that the last one does. */
export function fromFortranOrder<T extends DataArray>(values: T, shape: Shape, result: T): T {
  const index = shape.map(() => 0)
  // How far apart neighbours along each dimension lie in the result.
  const strides = shape.map((_, i) => sizeOf(shape.slice(i + 1)))
  let to = 0
  for (const value of values) {
    result[to] = value
    for (let i = 0; i < shape.length; i++) {
      index[i] = (index[i] as number) + 1
      to += strides[i] as number
      if ((index[i] as number) < (shape[i] as number)) break
      to -= (strides[i] as number) * (shape[i] as number)
      index[i] = 0
    }
  }
  return result
}
