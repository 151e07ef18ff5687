import type { Tensor } from './checkpoint.ts'
import type { Dataset } from './datasets/dataset.ts'
import { createInputGather, gatherTargets } from './datasets/gather.ts'
import type { Scaling } from './datasets/scaling.ts'
import type { FloatArray } from './float-array.ts'
import type { Kernels } from './kernels/kernels.ts'
import { referenceKernels } from './kernels/reference.ts'
import { chosenClass } from './metrics.ts'
import { buildNetwork, type Network } from './network.ts'
import { fillTensors } from './network-state.ts'
import { lossOf } from './registry.ts'
import { sizeOf } from './shape.ts'
import type { Experiment } from './spec.ts'
import { signalOf } from './validate.ts'

/** What a network says of each of some samples, all in the order of `indexes`. */
export interface Predictions {
  /** The samples' indexes in the dataset. */
  readonly indexes: Uint32Array
  /** Numbers of one output. */
  readonly width: number
  /** Each sample's loss. */
  readonly loss: Float64Array
  /** What tells classes apart; null for regression. */
  readonly classes: PredictedClasses | null
  /** (samples, width) of regression, whose outputs are the answer; null for classes. */
  readonly values: { readonly output: Float32Array; readonly target: Float32Array } | null
}

export interface PredictedClasses {
  /** How many there are: of one output two, the numbers 0 and 1. */
  readonly count: number
  readonly truth: Uint32Array
  readonly predicted: Uint32Array
  /** What the network gives the class it predicts. */
  readonly probability: Float64Array
}

export interface EvaluationOptions {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly scaling: Scaling
  readonly parameters: readonly Tensor[]
  readonly indexes: Uint32Array
  readonly kernels: Kernels
}

const batchSize = 128
const answering = { training: false, step: 0 }

/**
 * Runs a trained network over samples and notes what it says of each; yields after every batch, so that whoever drives
 * it can do something else in between.
 *
 * @throws InputError if the parameters do not fit the experiment
 */
export function* predictSamples(options: EvaluationOptions): Generator<undefined, Predictions> {
  const { experiment, dataset, scaling, parameters, indexes, kernels } = options
  const { precision } = experiment.training
  const network = buildNetwork({
    layers: experiment.network.layers,
    input: signalOf(dataset),
    seed: 0,
    maxBatch: batchSize,
    precision,
    kernels,
    slotCount: 0,
  })
  fillTensors(network, network.block.value, parameters)
  const gatherInputs = createInputGather(dataset, scaling, batchSize, kernels)
  const width = sizeOf(network.outputShape)
  const target = precision === 'float32' ? new Float32Array(batchSize * width) : new Float64Array(batchSize * width)
  const sampleLoss = createSampleLoss(experiment, network, width, target)
  const count = indexes.length
  const last = network.layers.length - 1
  const loss = new Float64Array(count)
  const classes = dataset.task === 'classification' ? emptyClasses(count, width) : null
  const values =
    classes === null ? { output: new Float32Array(count * width), target: new Float32Array(count * width) } : null

  for (let start = 0; start < count; start += batchSize) {
    const n = Math.min(batchSize, count - start)
    gatherInputs(indexes, start, n, network.input)
    gatherTargets(dataset, indexes, start, n, target)
    // The last layer apart: two layers run as one need not leave what is between them, the logits.
    network.forward(n, answering, last)
    network.forward(n, answering, last + 1, last)
    for (let row = 0; row < n; row++) {
      loss[start + row] = sampleLoss(row)
      if (classes) noteClass(classes, start + row, network.output, target, row, width)
    }
    values?.output.set(network.output.subarray(0, n * width), start * width)
    values?.target.set(target.subarray(0, n * width), start * width)
    yield
  }
  return { indexes, width, loss, classes, values }
}

function emptyClasses(count: number, width: number): PredictedClasses {
  return {
    count: Math.max(2, width),
    truth: new Uint32Array(count),
    predicted: new Uint32Array(count),
    probability: new Float64Array(count),
  }
}

function noteClass(
  { truth, predicted, probability }: PredictedClasses,
  sample: number,
  output: FloatArray,
  target: FloatArray,
  row: number,
  width: number,
): void {
  const answer = chosenClass(output, row * width, width)
  truth[sample] = chosenClass(target, row * width, width).label
  predicted[sample] = answer.label
  probability[sample] = answer.probability
}

/** The loss of one row of the batch; from the logits where training takes it from there, so that no log is of 0. */
function createSampleLoss(
  experiment: Pick<Experiment, 'loss' | 'training'>,
  network: Network,
  width: number,
  target: FloatArray,
): (row: number) => number {
  const loss = lossOf(experiment.loss)
  const last = network.layers[network.layers.length - 1]
  const { merged } = loss
  const rowOf = (values: FloatArray, row: number) => values.subarray(row * width, (row + 1) * width)
  if (last && experiment.training.crossEntropy === 'merged' && merged?.activation === last.spec.type) {
    const { input } = last.buffers
    const scratch = target.slice(0, width)
    return (row) => merged.value(1, width, rowOf(input, row), rowOf(target, row), scratch, referenceKernels)
  }
  return (row) => loss.value(1, width, rowOf(network.output, row), rowOf(target, row))
}
