import { markAlive, unitsOf } from '../units.ts'
import { enoughSamples, type Detector, type Finding, type Training } from './alarm.ts'

/** A healthy layer has some units that no sample of a while reaches; a sick one has mostly such units. */
const raisedAt = 0.5
const clearedBelow = 0.4

/**
 * ReLU units, or channels, that put out 0 for every sample looked at: nothing comes back through them, so they stay so.
 *
 * Evidence: `dead` of `units` units, their `share`, over `samples` samples.
 */
export function watchDeadRelu({ network, parts }: Training): Detector {
  const needed = enoughSamples(parts)
  const watched = network.layers
    .filter(({ spec }) => spec.type === 'relu')
    .map((layer) => ({ layer, alive: new Uint8Array(unitsOf(layer.outputShape).count), isOn: false }))
  let samples = 0

  return {
    kind: 'dead_relu',
    look(n) {
      samples += n
      for (const { layer, alive } of watched) markAlive(layer, n, alive)
      if (samples < needed) return null
      const findings = watched.flatMap((entry): Finding[] => {
        const units = entry.alive.length
        const dead = units - entry.alive.reduce((sum, isAlive) => sum + isAlive, 0)
        const share = dead / units
        entry.alive.fill(0)
        entry.isOn = share >= (entry.isOn ? clearedBelow : raisedAt)
        return entry.isOn ? [{ layer: entry.layer.index, evidence: { dead, units, share, samples } }] : []
      })
      samples = 0
      return findings
    },
  }
}
