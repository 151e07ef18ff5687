import type { CurvePoint } from './curve-buffer.ts'

/** Part of the x axis, and how many columns of pixels it is drawn across. */
export interface ThinningSpan {
  readonly from: number
  readonly to: number
  readonly columns: number
}

/**
 * The points that a line needs to look as it does with all of them: of those that share a column of pixels the first,
 * the least, the greatest and the last, and any that break the line because they are not finite. One point is kept beyond
 * each end of the span, so that the line runs out of the picture, and the curve's own last one.
 *
 * @param points ascending in `xOf`
 */
export function thinned(
  points: readonly CurvePoint[],
  xOf: (point: CurvePoint) => number,
  { from, to, columns }: ThinningSpan,
): readonly CurvePoint[] {
  const first = Math.max(0, firstAtLeast(points, xOf, from) - 1)
  const last = Math.min(points.length - 1, firstAtLeast(points, xOf, to))
  if (last - first < 4 * columns) return withEnd(points.slice(first, last + 1), points)

  const kept: CurvePoint[] = []
  const width = (to - from) / columns
  const columnOf = (index: number): number => Math.floor((xOf(points[index] as CurvePoint) - from) / width)
  let start = first
  while (start <= last) {
    const column = columnOf(start)
    let end = start
    while (end < last && columnOf(end + 1) === column) end++
    keepOf(points, start, end, kept)
    start = end + 1
  }
  return withEnd(kept, points)
}

function keepOf(points: readonly CurvePoint[], start: number, end: number, kept: CurvePoint[]): void {
  let [least, greatest] = [start, start]
  for (let i = start; i <= end; i++) {
    const value = valueAt(points, i)
    if (value < valueAt(points, least)) least = i
    if (value > valueAt(points, greatest)) greatest = i
  }
  for (let i = start; i <= end; i++) {
    const isCorner = i === start || i === end || i === least || i === greatest
    if (isCorner || !Number.isFinite(valueAt(points, i))) kept.push(points[i] as CurvePoint)
  }
}

/** Of an index within the curve. No `?? NaN`: what may be undefined is a number on the heap, and there are 10,000 a frame. */
const valueAt = (points: readonly CurvePoint[], index: number): number => (points[index] as CurvePoint).value

function withEnd(kept: CurvePoint[], points: readonly CurvePoint[]): CurvePoint[] {
  const end = points.at(-1)
  if (end && kept.at(-1) !== end) kept.push(end)
  return kept
}

function firstAtLeast(points: readonly CurvePoint[], xOf: (point: CurvePoint) => number, x: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (xOf(points[middle] as CurvePoint) < x) low = middle + 1
    else high = middle
  }
  return low
}
