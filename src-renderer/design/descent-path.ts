import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import type { OptimizerSpec } from '../../src-engine/optimizers/index.ts'
import { optimizerOf } from '../../src-engine/registry.ts'

/** `f(w) = ½ (a·w₁² + b·w₂²)`: the simplest surface an optimiser can be watched on. */
export interface Landscape {
  readonly curvature: readonly [number, number]
  readonly start: readonly [number, number]
}

/** Alike in all directions, and thirty times as steep across as along. */
export const landscapes = {
  bowl: { curvature: [1, 1], start: [-1.7, 0.8] },
  ravine: { curvature: [0.5, 15], start: [-1.7, 0.8] },
} as const satisfies Record<string, Landscape>

export type LandscapeName = keyof typeof landscapes

export interface DescentPath {
  /** Where it stands before the first step and after each. */
  readonly points: readonly (readonly [number, number])[]
  /**
   * `arrived`: after how many steps a thousandth of the height is left, for good. `overshoots`: has not arrived, and was
   * higher than at the start or went past the bottom again and again.
   */
  readonly outcome:
    { readonly kind: 'arrived'; readonly steps: number } | { readonly kind: 'underWay' | 'overshoots' | 'away' }
}

export const descentSteps = 60
const arrivedAt = 1e-3
/** Past the bottom more often than this, one way or across, is to and fro and not down. */
const mostCrossings = 8

/** The path of the optimiser itself, at the rate it is set to; a schedule is left out. */
export function descentPath(optimizer: OptimizerSpec, { curvature, start }: Landscape): DescentPath {
  const type = optimizerOf(optimizer)
  const value = Float64Array.from(start)
  const gradient = new Float64Array(2)
  const slots = type.slots.map(() => new Float64Array(2))
  const points: (readonly [number, number])[] = [start]
  const heights = [heightAt(value)]
  for (let step = 1; step <= descentSteps; step++) {
    gradient.forEach((_, i) => (gradient[i] = (curvature[i] ?? 0) * (value[i] ?? 0)))
    type.update(
      optimizer,
      { learningRate: optimizer.learningRate, step },
      { count: 2, gradient, slots, value },
      referenceKernels,
    )
    points.push([value[0] ?? 0, value[1] ?? 0])
    heights.push(heightAt(value))
  }
  return { points, outcome: outcomeOf(heights, points) }

  function heightAt([x = 0, y = 0]: Float64Array): number {
    return 0.5 * (curvature[0] * x * x + curvature[1] * y * y)
  }
}

function outcomeOf(heights: readonly number[], points: DescentPath['points']): DescentPath['outcome'] {
  const [first = 0] = heights
  const last = heights.at(-1) ?? 0
  if (!(last <= 2 * first)) return { kind: 'away' }
  const steps = heights.findLastIndex((height) => height > arrivedAt * first) + 1
  if (steps < heights.length) return { kind: 'arrived', steps }
  const crossings = Math.max(...([0, 1] as const).map((axis) => crossingsOf(points.map((point) => point[axis]))))
  const overshoots = crossings > mostCrossings || heights.some((height) => height > first)
  return { kind: overshoots ? 'overshoots' : 'underWay' }
}

function crossingsOf(values: readonly number[]): number {
  return values.slice(1).filter((value, i) => value * (values[i] ?? 0) < 0).length
}

/** The path as far as it can be followed: up to the first point outside, which the line still leads to. */
export function untilOutside(
  points: DescentPath['points'],
  isInside: (point: readonly [number, number]) => boolean,
): DescentPath['points'] {
  const outside = points.findIndex((point) => !isInside(point))
  return outside < 0 ? points : points.slice(0, outside + 1)
}
