import type { MetricPoint } from '../protocol.ts'

/**
 * At most `maxPoints` points of every curve, chosen so that the picture stays the same: the first, the last, and of
 * every stretch between the lowest and the highest. A value that is no number counts as the highest: it must be seen.
 *
 * @param points of one run, by step; returned in that order
 */
export function decimate(points: readonly MetricPoint[], maxPoints: number): MetricPoint[] {
  const curves = [...Map.groupBy(points, ({ name }) => name).values()]
  return curves.flatMap((curve) => decimateCurve(curve, maxPoints)).sort((a, b) => a.step - b.step)
}

function decimateCurve(curve: readonly MetricPoint[], maxPoints: number): readonly MetricPoint[] {
  const first = curve[0]
  const last = curve.at(-1)
  if (!first || !last || curve.length <= maxPoints) return curve
  const stretches = Math.floor((maxPoints - 2) / 2)
  const inner = curve.slice(1, -1)
  const kept = Array.from({ length: stretches }, (_, i) => {
    const from = Math.floor((i * inner.length) / stretches)
    return extremesOf(inner.slice(from, Math.floor(((i + 1) * inner.length) / stretches)))
  })
  return [first, ...kept.flat(), last]
}

/** The lowest and the highest point of a stretch, in their order. */
function extremesOf(stretch: readonly MetricPoint[]): MetricPoint[] {
  const [start] = stretch
  if (!start) return []
  let lowest = start
  let highest = start
  for (const point of stretch) {
    if (heightOf(point) < heightOf(lowest)) lowest = point
    if (heightOf(point) > heightOf(highest)) highest = point
  }
  if (lowest === highest) return [lowest]
  return lowest.step < highest.step ? [lowest, highest] : [highest, lowest]
}

function heightOf({ value }: MetricPoint): number {
  return Number.isNaN(value) ? Infinity : value
}
