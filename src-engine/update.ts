import type { Kernels } from './kernels/kernels.ts'
import { learningRates } from './learning-rate.ts'
import { withLiveSettings, type LiveSettings } from './live-settings.ts'
import type { Network } from './network.ts'
import type { OptimizerBuffers } from './optimizers/optimizer.ts'
import { optimizerOf } from './registry.ts'
import type { Experiment } from './spec.ts'

/** Everything between a gradient and the new parameters: penalties, clipping, the rate's schedule, the optimiser. */
export interface Update {
  /** The learning rate of update number `step`, from 1. */
  learningRate(step: number): number
  /** Adds the penalties' gradient to the gradient and returns what they add to the cost. */
  addPenalty(): number
  /** Clips the gradient, then changes the parameters; `step` counts from 1. */
  apply(step: number): void
  /** From the next update on. */
  change(settings: LiveSettings): void
  /** What the last clipping multiplied the gradient by; 1 where it was short enough. */
  readonly clipFactor: number
}

/** @param stepsPerEpoch turns steps into the epochs that schedules count in */
export function createUpdate(
  experiment: Experiment,
  network: Network,
  kernels: Kernels,
  stepsPerEpoch: number,
): Update {
  const { training } = experiment
  let spec = experiment.optimizer
  const optimizer = optimizerOf(spec)
  let learningRate = learningRates(spec, training.epochs, stepsPerEpoch)
  const { l1, l2, clipNorm } = training
  const { gradient } = network.block
  const runs = runsOf(network)
  const weights = network.parameters.filter(({ name }) => name === 'weight')
  const moment = { learningRate: 0, step: 0 }
  let clipFactor = 1

  /** `C + λ₁ Σ|w| + ½λ₂ Σw²` over the weights, biases left free; gradient `λ₁ sign w + λ₂ w`. */
  function addPenalty(): number {
    if (l1 === 0 && l2 === 0) return 0
    let penalty = 0
    for (const weight of weights) {
      penalty += kernels.addPenalty(weight.value.length, l1, l2, weight.value, weight.gradient)
    }
    return penalty
  }

  /** `g ← g · min(1, limit / ‖g‖)` over all parameters together (Pascanu et al., 2013). */
  function clip(limit: number): void {
    const norm = Math.sqrt(kernels.sumOfSquares(gradient.length, gradient))
    clipFactor = norm > limit ? limit / norm : 1
    if (clipFactor !== 1) kernels.scale(gradient.length, clipFactor, gradient)
  }

  return {
    learningRate: (step) => learningRate(step),
    addPenalty,
    apply(step) {
      if (clipNorm !== null) clip(clipNorm)
      moment.learningRate = learningRate(step)
      moment.step = step
      for (const buffers of runs) optimizer.update(spec, moment, buffers, kernels)
    },
    change(settings) {
      spec = withLiveSettings(spec, settings)
      learningRate = learningRates(spec, training.epochs, stepsPerEpoch)
    },
    get clipFactor() {
      return clipFactor
    },
  }
}

/** From so many numbers on a parameter is updated by itself: threads then share it as they share the layer's own work. */
const largeParameter = 32_768

/** The block and its slots in runs: each large parameter, and what lies between two of them together. */
function runsOf({ block, slots, parameters }: Network): OptimizerBuffers[] {
  const { value, gradient } = block
  const starts = parameters.map(
    (parameter) => (parameter.value.byteOffset - value.byteOffset) / value.BYTES_PER_ELEMENT,
  )
  const isLarge = (i: number) => (parameters[i]?.value.length ?? 0) >= largeParameter
  const bounds = starts.filter((_, i) => i === 0 || isLarge(i) || isLarge(i - 1))
  return bounds.map((from, i) => {
    const to = bounds[i + 1] ?? value.length
    return {
      count: to - from,
      gradient: gradient.subarray(from, to),
      slots: slots.map((slot) => slot.subarray(from, to)),
      value: value.subarray(from, to),
    }
  })
}
