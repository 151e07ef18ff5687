import type { NetworkLayer } from '../../network.ts'
import { sizeOf } from '../../shape.ts'
import type { Detector, Training } from './alarm.ts'

/** What a ratio must pass to raise the alarm, and come back to for clearing it. */
interface Limits {
  readonly raised: number
  readonly cleared: number
  /** Samples it takes to say so: an explosion may be over after a few steps. */
  readonly samples: number
}

/** A sigmoid layer takes three quarters and more; below a thousandth the first layers stand still beside the last. */
const vanishing: Limits = { raised: 1e-3, cleared: 3e-3, samples: 128 }
const exploding: Limits = { raised: 100, cleared: 30, samples: 32 }

/** Deltas of the first layers far smaller than those of the last. Evidence: see {@link watchGradientFlow}. */
export function watchVanishingGradient(training: Training): Detector {
  const isBad = (ratio: number, limit: number) => ratio < limit
  return watchGradientFlow('vanishing_gradient', training, vanishing, isBad)
}

/** Deltas of the first layers far larger than those of the last. Evidence: see {@link watchGradientFlow}. */
export function watchExplodingGradient(training: Training): Detector {
  const isBad = (ratio: number, limit: number) => ratio > limit
  return watchGradientFlow('exploding_gradient', training, exploding, isBad)
}

/**
 * Compares the deltas `∂C/∂z` of the first layer with weights with those of the last, by their norms over some batches:
 * what backpropagation makes of the error on its way, whatever the size of the inputs.
 *
 * A ratio of 0 is no vanishing: nothing comes back through weights of 0 or dead units, which have alarms of their own.
 *
 * Evidence: `first` and `last` norm, their `ratio`, and the number of `layers` with weights that the ratio spans.
 */
function watchGradientFlow(
  kind: Detector['kind'],
  { network, objective, parts }: Training,
  limits: Limits,
  isBad: (ratio: number, limit: number) => boolean,
): Detector {
  const needed = Math.min(limits.samples, parts.train.length)
  const weighted = network.layers
    .slice(0, objective.trainingDepth)
    .filter(({ buffers }) => buffers.parameters.weight !== undefined)
  const first = weighted[0]
  const last = weighted[weighted.length - 1]
  const squares = { first: 0, last: 0 }
  let samples = 0
  let isOn = false

  return {
    kind,
    look(n) {
      if (!first || !last || first === last) return null
      samples += n
      squares.first += deltaSquares(first, n)
      squares.last += deltaSquares(last, n)
      if (samples < needed) return null
      const evidence = {
        first: Math.sqrt(squares.first),
        last: Math.sqrt(squares.last),
        ratio: Math.sqrt(squares.first / squares.last),
        layers: weighted.length,
      }
      isOn = evidence.ratio > 0 && isBad(evidence.ratio, isOn ? limits.cleared : limits.raised)
      samples = 0
      squares.first = 0
      squares.last = 0
      return isOn ? [{ layer: first.index, evidence }] : []
    },
  }
}

function deltaSquares({ buffers: { dOutput }, outputShape }: NetworkLayer, samples: number): number {
  let squares = 0
  const count = samples * sizeOf(outputShape)
  for (let i = 0; i < count; i++) {
    const delta = dOutput[i] as number
    squares += delta * delta
  }
  return squares
}
