import { paces, watchablePace } from '../../../src-engine/pace.ts'
import type { RunSummary } from '../../../src-main/protocol.ts'

/** Steps per second; null for as many as possible. */
type Pace = RunSummary['stepsPerSecond']

/** The next pace above; the last one is as fast as possible. */
export const fasterThan = (pace: Pace): Pace => (pace === null ? null : (paces.find((one) => one > pace) ?? null))

/** The next pace below; the slowest has none. */
export const slowerThan = (pace: Pace): Pace =>
  paces.findLast((one) => pace === null || one < pace) ?? Math.min(pace ?? paces[0], paces[0])

/** For runs that would take long even at the fastest pace: enough to see single steps do something. */
const usualPace = 100

/** Slow enough to see what is left of a run, or all of one that is over, and over soon. */
export function watchablePaceOf({ step, totalSteps }: RunSummary): number {
  return watchablePace(step < totalSteps ? totalSteps - step : totalSteps) ?? usualPace
}
