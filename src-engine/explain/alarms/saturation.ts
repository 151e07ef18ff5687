import { sizeOf } from '../../shape.ts'
import { canSaturate, saturatedShare } from '../units.ts'
import { enoughSamples, type Detector, type Finding, type Training } from './alarm.ts'

const raisedAt = 0.7
const clearedBelow = 0.6

/** A network whose loss is below this share of guessing may be as sure of itself as it likes. */
const learnt = 0.5

/**
 * Sigmoid and tanh layers that are so far from 0 for most units and samples that their slope is below 1 % of its
 * steepest: the error sent back is proportional to it, and training all but stops (Wiki, network paralysis). Only while
 * there is something left to learn; and not the output layer, which should come to say a clear yes or no.
 *
 * Evidence: the `share` of units and samples that are saturated, `units`, `samples`.
 *
 * @param guessing see {@link ../guessing-loss.ts guessingLoss}
 */
export function watchSaturation({ network, parts }: Training, guessing: number): Detector {
  const needed = enoughSamples(parts)
  const watched = network.layers
    .slice(0, -1)
    .filter(({ spec }) => canSaturate(spec.type))
    .map((layer) => ({ layer, saturated: 0, isOn: false }))
  let samples = 0
  let recentLoss = Infinity

  return {
    kind: 'saturation',
    afterWindow(loss) {
      recentLoss = loss
      return null
    },
    look(n) {
      samples += n
      for (const entry of watched) entry.saturated += n * saturatedShare(entry.layer, n)
      if (samples < needed) return null
      const findings = watched.flatMap((entry): Finding[] => {
        const { layer, saturated, isOn } = entry
        const share = saturated / samples
        entry.saturated = 0
        entry.isOn = recentLoss > learnt * guessing && share >= (isOn ? clearedBelow : raisedAt)
        return entry.isOn
          ? [{ layer: layer.index, evidence: { share, units: sizeOf(layer.outputShape), samples } }]
          : []
      })
      samples = 0
      return findings
    },
  }
}
