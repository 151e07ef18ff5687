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
  /** `arrived`: after how many steps a thousandth of the height is left, for good. */
  readonly outcome:
    { readonly kind: 'arrived'; readonly steps: number } | { readonly kind: 'underWay' } | { readonly kind: 'away' }
}

export const descentSteps = 60
const arrivedAt = 1e-3

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
  return { points, outcome: outcomeOf(heights) }

  function heightAt([x = 0, y = 0]: Float64Array): number {
    return 0.5 * (curvature[0] * x * x + curvature[1] * y * y)
  }
}

function outcomeOf(heights: readonly number[]): DescentPath['outcome'] {
  const [first = 0] = heights
  const last = heights.at(-1) ?? 0
  if (!(last <= 2 * first)) return { kind: 'away' }
  const steps = heights.findLastIndex((height) => height > arrivedAt * first) + 1
  return steps < heights.length ? { kind: 'arrived', steps } : { kind: 'underWay' }
}
