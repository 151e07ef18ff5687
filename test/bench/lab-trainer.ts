import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { Kernels } from '../../src-engine/kernels/kernels.ts'
import { parseExperiment } from '../../src-engine/spec.ts'
import { createTrainer, type Trainer } from '../../src-engine/trainer.ts'
import { learningRate, momentum, sampleCount, type BenchData, type BenchNetwork } from './cases.ts'

/** The engine's own trainer on a network of the bench. The weights it begins with are the same every time. */
export function createLabTrainer(bench: BenchNetwork, data: BenchData, kernels: Kernels): Trainer {
  const experiment = parseExperiment({
    version: 1,
    name: bench.name,
    // The data is given below; this names only how it is scaled and that all of it is for training.
    dataset: { name: 'digits', scale: 'unit', split: { train: 1 } },
    network: { layers: layersOf(bench) },
    loss: 'categorical_cross_entropy',
    optimizer: { type: 'sgd', learningRate, momentum },
    training: { epochs: 1_000_000, batchSize: bench.batch, shuffle: true, precision: 'float32' },
  })
  const dataset = datasetOf(bench, data)
  return createTrainer({ experiment, dataset, kernels, checkpoint: null })
}

function layersOf({ hidden, filters, classes }: BenchNetwork): object[] {
  const blocks = filters
    ? filters.flatMap((count) => [
        { type: 'conv2d', filters: count, kernel: 3, padding: 'same' },
        { type: 'relu' },
        { type: 'max_pool2d', size: 2 },
      ])
    : (hidden ?? []).flatMap((units) => [{ type: 'dense', units }, { type: 'relu' }])
  return [...blocks, { type: 'dense', units: classes }, { type: 'softmax' }]
}

function datasetOf({ inputs: inputShape, classes }: BenchNetwork, data: BenchData): Dataset {
  const targets = new Uint8Array(sampleCount * classes)
  data.classes.forEach((index, sample) => (targets[sample * classes + index] = 1))
  const { inputs } = data
  return { count: sampleCount, inputShape, targetShape: [classes], inputs, targets, task: 'classification' }
}
