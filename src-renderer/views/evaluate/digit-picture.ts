import { placeInside } from '../../../src-engine/datasets/digits/place-inside.ts'
import { draw } from '../../../src-engine/datasets/digits/raster.ts'

/** A line of the pen, as x and y from 0 to 1 of the pad. */
export type Stroke = readonly { readonly x: number; readonly y: number }[]

export const pictureSide = 28
/** As in MNIST: the digit fits a box of 20 pixels and its centre of mass is the image's middle. */
const boxSide = 20
const penRadius = 1.4
const softness = 1.2

/**
 * What was drawn as MNIST would have it: scaled into the box, centred by its mass, brightness from 0 to 1 row by row.
 * Nothing but dots is an empty picture.
 */
export function digitPicture(strokes: readonly Stroke[]): number[] {
  const points = strokes.flatMap((stroke) => stroke.map(({ x, y }, i) => ({ x, y, lifts: i === 0 })))
  const coverage = new Float64Array(pictureSide * pictureSide)
  const hasLength = points.some(({ x, y, lifts }, i) => {
    const before = points[i - 1]
    return !lifts && before !== undefined && (x !== before.x || y !== before.y)
  })
  if (hasLength)
    draw(placeInside(points, boxSide - 2 * penRadius, pictureSide), () => penRadius, softness, pictureSide, coverage)
  return Array.from(coverage)
}
