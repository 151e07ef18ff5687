import { decodeCheckpoint, encodeCheckpoint, weightBytes, type Checkpoint } from '../../../src-engine/checkpoint.ts'
import type { Dataset } from '../../../src-engine/datasets/dataset.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { datasetTypeOf } from '../../../src-engine/registry.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { parseExperiment, type Experiment } from '../../../src-engine/spec.ts'
import { createTrainer, type Trainer } from '../../../src-engine/trainer.ts'

/** A layer with the given weights and no bias. */
export function denseOf(values: readonly (readonly number[])[], bias?: readonly number[]) {
  return {
    type: 'dense',
    units: values.length,
    weightInit: { type: 'values', values },
    ...(bias ? { biasInit: { type: 'values', values: bias } } : { bias: false }),
  }
}

/** An experiment from the parts a test cares about. */
export function experimentOf(parts: Record<string, unknown>): Experiment {
  return parseExperiment({
    version: 1,
    name: 'test',
    dataset: { name: 'xor' },
    optimizer: { type: 'sgd', learningRate: 0.1 },
    loss: 'mean_squared_error',
    ...parts,
    training: { epochs: 1, batchSize: 1, shuffle: false, precision: 'float64', ...(parts.training as object) },
  })
}

/** The experiment's dataset, drawn as a run draws it. */
export function datasetOf(experiment: Experiment): Dataset {
  const type = datasetTypeOf(experiment.dataset)
  if (!('load' in type)) throw new Error(`${experiment.dataset.name} is not drawn`)
  return type.load(experiment.dataset, { rng: createRng(experiment.seed, 'dataset'), files: {} })
}

export function trainerOf(experiment: Experiment, checkpoint: Checkpoint | null = null): Trainer {
  return createTrainer({ experiment, dataset: datasetOf(experiment), kernels: referenceKernels, checkpoint })
}

/** A trainer on samples made by hand, whatever dataset the experiment names; it keeps the gradient by every input. */
export function trainerOn(dataset: Dataset, experiment: Experiment): Trainer {
  return createTrainer({ experiment, dataset, kernels: referenceKernels, checkpoint: null, everyGradient: true })
}

/** Trains `steps` batches, or to the end, or until it diverges. */
export function train(trainer: Trainer, steps = Infinity): Trainer {
  for (let i = 0; i < steps && !trainer.done && !trainer.diverged; i++) trainer.step()
  return trainer
}

/** The bytes of the weights as one comparable text. */
export function weightsOf(trainer: Trainer): string {
  return Buffer.from(weightBytes(trainer.checkpoint())).toString('hex')
}

/** A checkpoint as it comes back from storage. */
export function throughBytes(checkpoint: Checkpoint): Checkpoint {
  return decodeCheckpoint(encodeCheckpoint(checkpoint))
}
