import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'

/** What a person sees at the very first start: small, and it learns within a second. */
export function starterExperiment(): Experiment {
  return parseExperiment({
    version: 1,
    name: 'Circles 2-8-1',
    dataset: { name: 'circles' },
    network: {
      layers: [
        { type: 'dense', units: 8, weightInit: { type: 'glorot_uniform' } },
        { type: 'tanh' },
        { type: 'dense', units: 1 },
        { type: 'sigmoid' },
      ],
    },
    loss: 'binary_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
    training: { epochs: 100, batchSize: 16 },
  })
}
