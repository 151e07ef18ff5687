import type { Surface } from '../../../src-engine/explain/insight/surface.ts'
import type { PlaneSamples, RunSummary } from '../../../src-main/protocol.ts'
import type { SignScale } from '../../charts/surface-colours.ts'
import { valueScale } from '../../charts/surface-picture.ts'
import { isSamePlane } from '../../charts/surface-place.ts'
import type { Plane } from './use-planes.ts'

/** A run whose surface can be drawn. */
export interface DrawnPlane {
  readonly run: RunSummary
  readonly surface: Surface
  readonly samples: PlaneSamples
  /** Of measured values, the same for all runs on the same data; null for classes. */
  readonly scale: SignScale | null
}

/** The planes that can be drawn. Runs on the same data have the same bounds by it; here they get the same colours. */
export function drawnPlanes(planes: readonly Plane[]): DrawnPlane[] {
  const drawn = planes.flatMap(({ run, insight, samples }): DrawnPlane[] => {
    const surface = insight?.surface
    return surface && samples ? [{ run, surface, samples, scale: valueScale(surface, samples) }] : []
  })
  return drawn.map((plane) => {
    if (!plane.scale) return plane
    const reaches = drawn.flatMap(({ samples, scale }) =>
      scale && isSamePlane(samples, plane.samples) ? [scale.reach] : [],
    )
    return { ...plane, scale: { ...plane.scale, reach: Math.max(...reaches) } }
  })
}

/** Runs by the data they are drawn over. */
export function byData(planes: readonly DrawnPlane[]): DrawnPlane[][] {
  const groups: DrawnPlane[][] = []
  for (const plane of planes) {
    const group = groups.find(([first]) => first && isSamePlane(first.samples, plane.samples))
    if (group) group.push(plane)
    else groups.push([plane])
  }
  return groups
}

/** Why a run has no surface, as a key of the texts; null where it has one. */
export function whyNoSurface({
  insight,
  samples,
  failure,
  known,
}: Plane): 'failed' | 'waiting' | 'otherInputs' | 'noWeights' | 'manyOutputs' | null {
  if (failure) return 'failed'
  if (!known) return 'waiting'
  if (samples === null) return 'otherInputs'
  if (insight === null) return 'noWeights'
  return insight.surface === null ? 'manyOutputs' : null
}
