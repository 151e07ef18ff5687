import { learningRates } from '../../src-engine/learning-rate.ts'
import type { OptimizerSpec } from '../../src-engine/optimizers/index.ts'

export interface RateCurve {
  /** An SVG path from the run's start at the left to its end at the right. */
  readonly path: string
  readonly highest: number
  readonly last: number
}

const most = 240

/**
 * The learning rate over a whole run, as the engine will set it, in a box of `width` × `height` that stands on zero.
 * At most 240 steps are drawn: more than that, no eye tells apart.
 */
export function rateCurve(
  optimizer: OptimizerSpec,
  epochs: number,
  stepsPerEpoch: number,
  width: number,
  height: number,
): RateCurve {
  const rate = learningRates(optimizer, epochs, stepsPerEpoch)
  const steps = epochs * stepsPerEpoch
  const count = Math.max(2, Math.min(most, steps))
  const rates = Array.from({ length: count }, (_, i) => rate(1 + Math.round(((steps - 1) * i) / (count - 1))))
  const highest = Math.max(...rates)
  const points = rates.map((value, i) => {
    const x = (width * i) / (count - 1)
    const y = highest > 0 ? height * (1 - value / highest) : height
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  return { path: `M${points.join('L')}`, highest, last: rates.at(-1) ?? 0 }
}
