import { planArena } from './arena.ts'
import type { FloatArray } from './float-array.ts'
import type { Kernels } from './kernels/kernels.ts'
import type { Network } from './network.ts'
import { lossOf } from './registry.ts'
import { sizeOf } from './shape.ts'
import type { Experiment } from './spec.ts'
import { createNegativeSampling } from './word2vec/negative-sampling.ts'
import { createNoise } from './word2vec/noise.ts'

/** A network's loss against its targets, and the gradient of it back through the network. */
export interface Objective {
  readonly width: number
  /** The last layer and the loss are one: the gradient is written to that layer's input, and its output gets none. */
  readonly merged: boolean
  /** (maxBatch, …targetShape) */
  readonly target: FloatArray
  /** Sum of the losses of the `n` samples last run forward through all layers. */
  value(n: number): number
  /** How many layers a training pass runs forward: all but those that negative sampling stands in for. */
  readonly trainingDepth: number
  /** The sum that training works on, after a pass of `trainingDepth` layers; `step` names its random numbers. */
  trainingValue(n: number, step: number): number
  /** Gradient of `scale` times the last training value by every parameter. */
  backward(n: number, scale: number): void
}

/**
 * Ties a network to its loss.
 *
 * Softmax or sigmoid followed by its cross-entropy are merged, unless the experiment says otherwise: `dz = a − y` is
 * written straight to the activation's input, which is exact where the way through `1/p` would overflow.
 *
 * @param countClasses how often each class is a target in training, for negative sampling
 */
export function createObjective(
  experiment: Pick<Experiment, 'loss' | 'training' | 'seed'>,
  network: Network,
  maxBatch: number,
  kernels: Kernels,
  countClasses: () => Uint32Array,
): Objective {
  const loss = lossOf(experiment.loss)
  const width = sizeOf(network.outputShape)
  const plan = planArena(experiment.training.precision)
  const reservation = plan.reserve(maxBatch * width)
  const target = plan.allocate(kernels).view(reservation)
  const lastIndex = network.layers.length - 1
  const last = network.layers[lastIndex]
  if (!last) throw new Error('a network has at least one layer')

  const { negativeSampling } = experiment.training
  const trainingDepth = network.layers.length

  if (experiment.training.crossEntropy === 'merged' && loss.merged?.activation === last.spec.type) {
    const { merged } = loss
    const { input, dInput } = last.buffers
    const value = (n: number) => merged.value(n, width, input, target, kernels)
    if (negativeSampling) {
      const noise = createNoise(countClasses(), negativeSampling.power)
      const { samples } = negativeSampling
      const sampled = createNegativeSampling({ network, target, noise, samples, seed: experiment.seed })
      return {
        width,
        merged: true,
        target,
        value,
        trainingDepth: sampled.depth,
        trainingValue: sampled.value,
        backward: sampled.backward,
      }
    }
    return {
      width,
      merged: true,
      target,
      value,
      trainingDepth,
      trainingValue: value,
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
  const value = (n: number) => loss.value(n, width, network.output, target)
  return {
    width,
    merged: false,
    target,
    value,
    trainingDepth,
    trainingValue: value,
    backward(n, scale) {
      loss.gradient(n, width, scale, network.output, target, network.dOutput)
      network.backward(n)
    },
  }
}
