import type { PenPoint } from './handwriting.ts'

/**
 * Scales the pen's way so that its longer side is `size` pixels, and puts its centre of mass beside the middle of an
 * image of `side` pixels, by the offsets.
 *
 * The way must have some length and some extent.
 */
export function placeInside(
  points: readonly PenPoint[],
  size: number,
  side: number,
  offsetX = 0,
  offsetY = 0,
): PenPoint[] {
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
  const scale = size / extent
  const centre = centreOfMass(points)
  return points.map(({ x, y, lifts }) => ({
    x: (x - centre.x) * scale + side / 2 + offsetX,
    y: (y - centre.y) * scale + side / 2 + offsetY,
    lifts,
  }))
}

function centreOfMass(points: readonly PenPoint[]): { x: number; y: number } {
  let [length, x, y] = [0, 0, 0]
  points.forEach((to, i) => {
    const from = points[i - 1]
    if (!from || to.lifts) return
    const line = Math.hypot(to.x - from.x, to.y - from.y)
    length += line
    x += (line * (from.x + to.x)) / 2
    y += (line * (from.y + to.y)) / 2
  })
  return { x: x / length, y: y / length }
}
