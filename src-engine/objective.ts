import { planArena } from './arena.ts'
import type { FloatArray } from './float-array.ts'
import type { Kernels } from './kernels/kernels.ts'
import type { Network } from './network.ts'
import { lossOf } from './registry.ts'
import { sizeOf } from './shape.ts'
import type { Experiment } from './spec.ts'

/** A network's loss against its targets, and the gradient of it back through the network. */
export interface Objective {
  readonly width: number
  /** (maxBatch, …targetShape) */
  readonly target: FloatArray
  /** Sum of the losses of the `n` samples last run forward. */
  value(n: number): number
  /** Gradient of `scale` times that sum by every parameter. */
  backward(n: number, scale: number): void
}

/**
 * Ties a network to its loss.
 *
 * Softmax or sigmoid followed by its cross-entropy are merged, unless the experiment says otherwise: `dz = a − y` is
 * written straight to the activation's input, which is exact where the way through `1/p` would overflow.
 */
export function createObjective(
  experiment: Pick<Experiment, 'loss' | 'training'>,
  network: Network,
  maxBatch: number,
  kernels: Kernels,
): Objective {
  const loss = lossOf(experiment.loss)
  const width = sizeOf(network.outputShape)
  const plan = planArena(experiment.training.precision)
  const reservation = plan.reserve(maxBatch * width)
  const target = plan.allocate(kernels).view(reservation)
  const lastIndex = network.layers.length - 1
  const last = network.layers[lastIndex]
  if (!last) throw new Error('a network has at least one layer')

  if (experiment.training.crossEntropy === 'merged' && loss.merged?.activation === last.spec.type) {
    const { merged } = loss
    const { input, dInput } = last.buffers
    return {
      width,
      target,
      value: (n) => merged.value(n, width, input, target),
      backward(n, scale) {
        if (dInput === null) return
        if (merged.activation === 'softmax') {
          kernels.softmaxCrossEntropyBackward(n, width, scale, network.output, target, dInput)
        } else {
          kernels.sigmoidCrossEntropyBackward(n * width, scale, network.output, target, dInput)
        }
        network.backward(n, lastIndex - 1)
      },
    }
  }
  return {
    width,
    target,
    value: (n) => loss.value(n, width, network.output, target),
    backward(n, scale) {
      loss.gradient(n, width, scale, network.output, target, network.dOutput)
      network.backward(n)
    },
  }
}
