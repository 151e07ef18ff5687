/** One point of a curve that is drawn. */
export interface CurvePoint {
  readonly step: number
  readonly epoch: number
  readonly value: number
}

/** About as many points as make a calm line across a wide screen. */
const acrossScreen = 200

/**
 * A noisy curve as means over equal spans of steps; a point counts as many times as it has steps.
 *
 * Spans are powers of two steps, so that a growing curve keeps its shape until the next doubling.
 *
 * @param wanted about as many points as it may have
 */
export function averaged(points: readonly CurvePoint[], wanted = acrossScreen): readonly CurvePoint[] {
  const last = points.at(-1)
  if (!last || points.length <= wanted) return points
  return meansOver(points, calmSpan(last.step, wanted))
}

/** The steps of a span of a calm line that has come to `step`. */
const calmSpan = (step: number, wanted: number): number => 2 ** Math.ceil(Math.log2(step / wanted))

/**
 * A curve whose points are all means over as many steps, as the widest of them is up to `epoch`: a curve is recorded more
 * closely in its beginning, and would seem to calm down where it only becomes coarser. It stays as it is where that would
 * make it coarser than its calm line.
 */
export function evened(points: readonly CurvePoint[], epoch: number, wanted = acrossScreen): readonly CurvePoint[] {
  let widest = 1
  for (let i = 1; i < points.length; i++) {
    const point = points[i] as CurvePoint
    if (point.epoch > epoch) break
    widest = Math.max(widest, point.step - (points[i - 1] as CurvePoint).step)
  }
  return widest === 1 || widest > calmSpan(points.at(-1)?.step ?? 1, wanted) ? points : meansOver(points, widest)
}

/** Every point of a training curve is itself the mean over the batches since the one before. */
function meansOver(points: readonly CurvePoint[], span: number): readonly CurvePoint[] {
  const means: CurvePoint[] = []
  let bucket = -1
  let sum = 0
  let weight = 0
  let before = 0
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as CurvePoint
    const next = Math.floor((point.step - 1) / span)
    if (next !== bucket) {
      bucket = next
      sum = 0
      weight = 0
    }
    const steps = point.step - before
    sum += point.value * steps
    weight += steps
    before = point.step
    const following = points[i + 1]
    if (!following || Math.floor((following.step - 1) / span) !== bucket) {
      means.push({ step: point.step, epoch: point.epoch, value: sum / weight })
    }
  }
  return means
}
