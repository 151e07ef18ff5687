import { z } from 'zod'

/** Shape of one sample or parameter, without the batch dimension: `[784]`, `[1, 28, 28]`. Images are channels-first. */
export type Shape = readonly number[]

/** Number of elements: the product of the dimensions. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, dimension) => product * dimension, 1)
}

/** `1×28×28`, as a person reads it. */
export function formatShape(shape: Shape): string {
  return shape.length === 0 ? '1' : shape.join('×')
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i])
}

/** Numbers nested as deep as they have dimensions. */
export type NestedNumbers = readonly (number | NestedNumbers)[]

export const nestedNumbers: z.ZodType<NestedNumbers> = z.array(
  z.union([z.number(), z.lazy(() => nestedNumbers)], { error: 'must be a number or a list of numbers' }),
)

/** The shape of nested numbers, or null if rows differ in length or depth. */
export function nestedShape(values: NestedNumbers): Shape | null {
  const inner = values.map((value) => (typeof value === 'number' ? [] : nestedShape(value)))
  const first = inner[0] ?? []
  if (inner.some((shape) => shape === null || !sameShape(shape, first))) return null
  return [values.length, ...first]
}

/** The indexes of every number of nested numbers, in order. */
export function cellsOf(values: NestedNumbers): number[][] {
  return values.flatMap((value, i) => (typeof value === 'number' ? [[i]] : cellsOf(value).map((cell) => [i, ...cell])))
}
