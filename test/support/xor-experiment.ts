/** A network small enough to train to the end in a moment, as an experiment file has it. */
export const xorExperiment = (epochs: number) => ({
  version: 1,
  name: 'XOR 2-4-1',
  seed: 3,
  dataset: { name: 'xor' },
  network: {
    layers: [{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
  },
  loss: 'binary_cross_entropy',
  optimizer: { type: 'sgd', learningRate: 0.5, momentum: 0.9 },
  training: { epochs, batchSize: 4, shuffle: false, precision: 'float64' },
})
