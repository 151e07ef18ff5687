import type { RunSummary } from '../../../src-main/protocol.ts'
import type { CurvePoint } from '../../charts/curve-buffer.ts'

/**
 * Points with the time each was reached, in seconds of training. Points are stored by step; a run's steps take about
 * equally long, so the time of a step is its share of the time of all steps so far.
 */
export function timed(points: readonly CurvePoint[], { step, seconds }: RunSummary): readonly CurvePoint[] {
  const perStep = step > 0 ? seconds / step : 0
  return points.map((point) => ({ ...point, seconds: point.step * perStep }))
}
