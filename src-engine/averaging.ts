/** One point of a curve that is drawn. */
export interface CurvePoint {
  readonly step: number
  readonly epoch: number
  readonly value: number
}

/** How calm a line is to be. */
export interface Calm {
  /** About as many points as it may have. */
  readonly points: number
  /** Spans of at least an epoch are of whole epochs, so that the order of the batches does not show. */
  readonly stepsPerEpoch: number
}

/** As many points as make a calm line across a wide screen, in spans that go by steps alone. */
const acrossScreen: Calm = { points: 200, stepsPerEpoch: 1 }

/**
 * A noisy curve as means over equal spans of steps; a point counts as many times as it has steps.
 *
 * Spans double from step or epoch on, so that a growing curve keeps its shape until the next doubling.
 */
export function averaged(points: readonly CurvePoint[], calm = acrossScreen): readonly CurvePoint[] {
  const last = points.at(-1)
  if (!last || points.length <= calm.points) return points
  return meansOver(points, calmSpan(last.step, calm))
}

/** The steps of a span of a calm line that has come to `step`. */
function calmSpan(step: number, { points, stepsPerEpoch }: Calm): number {
  const needed = step / points
  const unit = needed > stepsPerEpoch ? stepsPerEpoch : 1
  return unit * 2 ** Math.ceil(Math.log2(needed / unit))
}

/**
 * A curve whose points are all means over as many steps, as the widest of them is up to `epoch`: a curve is recorded more
 * closely in its beginning, and would seem to calm down where it only becomes coarser. It stays as it is where that would
 * make it coarser than its calm line.
 */
export function evened(points: readonly CurvePoint[], epoch: number, calm = acrossScreen): readonly CurvePoint[] {
  let widest = 1
  for (let i = 1; i < points.length; i++) {
    const point = points[i] as CurvePoint
    if (point.epoch > epoch) break
    widest = Math.max(widest, point.step - (points[i - 1] as CurvePoint).step)
  }
  return widest === 1 || widest > calmSpan(points.at(-1)?.step ?? 1, calm) ? points : meansOver(points, widest)
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
