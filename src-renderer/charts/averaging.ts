import type { CurvePoint } from './curve-buffer.ts'

/** About as many points as make a calm line across a wide screen. */
const wantedPoints = 200

/**
 * A noisy curve as means over equal spans of steps. Every point of a training curve is itself the mean over the batches
 * since the one before, so it counts as many times as it has steps.
 *
 * Spans are powers of two steps, so that a growing curve keeps its shape until the next doubling.
 */
export function averaged(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const last = points.at(-1)
  if (!last || points.length <= wantedPoints) return points
  const span = 2 ** Math.ceil(Math.log2(last.step / wantedPoints))

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
