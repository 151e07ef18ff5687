import type { DataFiles } from './random-data.ts'

/** An experiment file's content: a stack of dense layers and ReLU on IDX files, batch 32, momentum. */
export function denseExperiment(files: DataFiles, units: readonly number[], epochs: number): object {
  const stack = units.flatMap((count) => [{ type: 'relu' }, { type: 'dense', units: count }]).slice(1)
  return {
    version: 1,
    name: units.join('-'),
    seed: 1,
    dataset: { name: 'idx', ...files },
    network: { layers: [...stack, { type: 'softmax' }] },
    loss: 'categorical_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0.9 },
    training: { epochs, batchSize: 32 },
  }
}
