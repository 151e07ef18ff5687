import { planArena } from './arena.ts'
import type { FloatArray } from './float-array.ts'
import type { Kernels } from './kernels/kernels.ts'
import type { Pass } from './layers/layer.ts'
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
  /** Runs `n` samples forward through all layers and returns the sum of their losses. */
  forward(n: number, pass: Pass): number
  /** Layers whose outputs a training pass computes: all but those that negative sampling stands in for. */
  readonly trainingDepth: number
  /** Runs a training pass from the input of layer `from` (default: the first) and returns the sum it works on. */
  trainingForward(n: number, pass: Pass, from?: number): number
  /** Gradient of `scale` times the last training pass's sum by every parameter. */
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
    const forward = (n: number, pass: Pass, from = 0) => {
      network.forward(n, pass, lastIndex, from)
      return merged.value(n, width, input, target, network.output, kernels)
    }
    if (negativeSampling) {
      const noise = createNoise(countClasses(), negativeSampling.power)
      const { samples } = negativeSampling
      const sampled = createNegativeSampling({ network, target, noise, samples, seed: experiment.seed })
      return {
        width,
        merged: true,
        target,
        forward,
        trainingDepth: sampled.depth,
        trainingForward(n, pass, from = 0) {
          network.forward(n, pass, sampled.depth, from)
          return sampled.value(n, pass.step)
        },
        backward: sampled.backward,
      }
    }
    return {
      width,
      merged: true,
      target,
      forward,
      trainingDepth,
      trainingForward: forward,
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
  const forward = (n: number, pass: Pass, from = 0) => {
    network.forward(n, pass, trainingDepth, from)
    return loss.value(n, width, network.output, target)
  }
  return {
    width,
    merged: false,
    target,
    forward,
    trainingDepth,
    trainingForward: forward,
    backward(n, scale) {
      loss.gradient(n, width, scale, network.output, target, network.dOutput)
      network.backward(n)
    },
  }
}
