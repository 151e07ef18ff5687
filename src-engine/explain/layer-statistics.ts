import type { FloatArray } from '../float-array.ts'
import type { LayerSpec } from '../layers/index.ts'
import type { Network, NetworkLayer } from '../network.ts'
import type { Objective } from '../objective.ts'
import { sizeOf } from '../shape.ts'
import { canSaturate, markAlive, saturatedShare, unitsOf } from './units.ts'

/** How numbers are spread. */
export interface Spread {
  readonly count: number
  readonly mean: number
  /** Standard deviation of these numbers themselves. */
  readonly std: number
  readonly min: number
  readonly max: number
  /** How many fall into each of equal parts of min … max; numbers that are none are in no part. */
  readonly histogram: readonly number[]
}

/** One layer in numbers, over the last batch. */
export interface LayerStatistics {
  /** Place in the stack. */
  readonly index: number
  readonly type: LayerSpec['type']
  readonly weight: Spread | null
  readonly bias: Spread | null
  /** Of what it puts out; null where negative sampling stands in for it. */
  readonly output: Spread | null
  /** `‖∂C/∂weight‖` and `‖∂C/∂bias‖`. */
  readonly gradientNorm: { readonly weight: number; readonly bias: number } | null
  /** `‖∂C/∂output‖`; null where the layer is merged with the loss or replaced. */
  readonly outputGradientNorm: number | null
  /** Sigmoid and tanh: the share of numbers whose slope is below 1 % of the steepest. */
  readonly saturatedShare: number | null
  /** ReLU: the share of units, or channels, at 0 for every sample of the batch. */
  readonly deadShare: number | null
}

/**
 * Each layer's weights, outputs and gradients as a few numbers and histograms. To be called while the network holds a
 * training step, from the trainer's `observe`.
 *
 * @param samples size of the batch
 * @param bins parts of each histogram
 */
export function layerStatistics(
  { network, objective }: { readonly network: Network; readonly objective: Objective },
  samples: number,
  bins = 30,
): LayerStatistics[] {
  const last = network.layers.length - 1
  return network.layers.map((layer) => {
    const { index, spec, buffers } = layer
    const { weight, bias } = buffers.parameters
    const runs = index < objective.trainingDepth
    const size = samples * sizeOf(layer.outputShape)
    return {
      index,
      type: spec.type,
      weight: weight ? spreadOf(weight.value, bins) : null,
      bias: bias ? spreadOf(bias.value, bins) : null,
      output: runs ? spreadOf(buffers.output.subarray(0, size), bins) : null,
      gradientNorm: weight ? { weight: norm(weight.gradient), bias: bias ? norm(bias.gradient) : 0 } : null,
      outputGradientNorm:
        runs && !(objective.merged && index === last) ? norm(buffers.dOutput.subarray(0, size)) : null,
      saturatedShare: runs && canSaturate(spec.type) ? saturatedShare(layer, samples) : null,
      deadShare: runs && spec.type === 'relu' ? deadShare(layer, samples) : null,
    }
  })
}

/** Mean, standard deviation and histogram of `values`; those that are not finite are left out of all but the count. */
export function spreadOf(values: FloatArray, bins: number): Spread {
  const count = values.length
  let finite = 0
  let sum = 0
  let min = Infinity
  let max = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    finite++
    sum += value
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  const histogram = new Array<number>(bins).fill(0)
  if (finite === 0) return { count, mean: NaN, std: NaN, min: NaN, max: NaN, histogram }
  const mean = sum / finite
  let squares = 0
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    squares += (value - mean) ** 2
    const bin = max > min ? Math.min(bins - 1, Math.floor(((value - min) / (max - min)) * bins)) : 0
    histogram[bin] = (histogram[bin] ?? 0) + 1
  }
  return { count, mean, std: Math.sqrt(squares / finite), min, max, histogram }
}

function deadShare(layer: NetworkLayer, samples: number): number {
  const alive = new Uint8Array(unitsOf(layer.outputShape).count)
  markAlive(layer, samples, alive)
  return 1 - alive.reduce((sum, isAlive) => sum + isAlive, 0) / alive.length
}

function norm(values: FloatArray): number {
  let squares = 0
  for (const value of values) squares += value * value
  return Math.sqrt(squares)
}
