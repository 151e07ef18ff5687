import type { PenPoint } from './handwriting.ts'

/**
 * Draws the pen's way into `coverage` (side × side pixels, 0 … 1), replacing what was there.
 *
 * A pixel is covered by how far its centre lies inside the ink: `radius − distance to the way`, from 0 to 1 over an
 * edge of `softness` pixels. Coordinates are pixels; the centre of pixel (0, 0) is (0.5, 0.5).
 */
export function draw(
  points: readonly PenPoint[],
  radiusAt: (share: number) => number,
  softness: number,
  side: number,
  coverage: Float64Array,
): void {
  coverage.fill(0)
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1] as PenPoint
    const to = points[i] as PenPoint
    if (!to.lifts) drawLine(from, to, radiusAt(i / points.length), softness, side, coverage)
  }
}

function drawLine(
  from: PenPoint,
  to: PenPoint,
  radius: number,
  softness: number,
  side: number,
  coverage: Float64Array,
): void {
  const reach = radius + softness / 2
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach))
  const right = Math.min(side - 1, Math.floor(Math.max(from.x, to.x) + reach))
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach))
  const bottom = Math.min(side - 1, Math.floor(Math.max(from.y, to.y) + reach))
  const alongX = to.x - from.x
  const alongY = to.y - from.y
  const squaredLength = alongX * alongX + alongY * alongY
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const x = column + 0.5 - from.x
      const y = row + 0.5 - from.y
      const share = squaredLength > 0 ? Math.min(1, Math.max(0, (x * alongX + y * alongY) / squaredLength)) : 0
      const awayX = x - share * alongX
      const awayY = y - share * alongY
      const inside = (radius - Math.sqrt(awayX * awayX + awayY * awayY)) / softness + 0.5
      const pixel = row * side + column
      if (inside > (coverage[pixel] as number)) coverage[pixel] = Math.min(1, inside)
    }
  }
}
