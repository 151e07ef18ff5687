import type { CurvePoint } from './curve-buffer.ts'

/**
 * A curve as its exponential moving average, `s ← f·s + (1 − f)·y`, divided by `1 − fᵗ` so that it begins where
 * the curve does (Kingma and Ba, 2015, correct Adam so). What is not finite stays as it is and counts for nothing.
 *
 * @param factor from 0, which changes nothing, to below 1
 */
export function smoothed(points: readonly CurvePoint[], factor: number): readonly CurvePoint[] {
  if (factor === 0) return points
  let average = 0
  let weight = 0
  return points.map((point) => {
    if (!Number.isFinite(point.value)) return point
    average = factor * average + (1 - factor) * point.value
    weight = factor * weight + (1 - factor)
    return { ...point, value: average / weight }
  })
}
