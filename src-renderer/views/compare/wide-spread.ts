import type { CurvePoint } from '../../charts/curve-buffer.ts'

/** From how many times a run's middle loss the largest of all leaves nothing to be seen of that run. */
const mostTimes = 1000

/** Whether curves reach so far above the middle of one of them that on a linear axis it lies on the floor. */
export function isWideSpread(curves: readonly (readonly CurvePoint[])[]): boolean {
  const levels = curves.map((points) => points.map(({ value }) => value).filter((value) => Number.isFinite(value)))
  const middles = levels.filter((values) => values.length > 0).map(median)
  const largest = levels.flat().reduce((most, value) => Math.max(most, value), 0)
  const lowest = middles.reduce((least, value) => Math.min(least, value), Infinity)
  return middles.length > 0 && lowest > 0 && largest > mostTimes * lowest
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN
}
