import type { Dataset } from './datasets/dataset.ts'
import { fitScaling, type Scaling } from './datasets/scaling.ts'
import { splitSamples, type SplitPart } from './datasets/split.ts'
import { underPath } from './problem.ts'
import { createRng } from './rng.ts'
import type { Experiment } from './spec.ts'

/** How an experiment will go through its data, known before training. */
export interface TrainingPlan {
  readonly parts: Readonly<Record<SplitPart, Uint32Array>>
  /** Fitted on the training part alone. */
  readonly scaling: Scaling
  /** Never more than there are training samples. */
  readonly batchSize: number
  readonly stepsPerEpoch: number
  readonly totalSteps: number
}

/**
 * Splits and scales the data and counts the steps. The parts are drawn from the stream `split` of the seed.
 *
 * @throws InputError (paths from the experiment's root) where the data cannot be scaled
 */
export function planTraining({ seed, dataset: spec, training }: Experiment, dataset: Dataset): TrainingPlan {
  const parts = splitSamples(dataset.count, spec.split, createRng(seed, 'split'))
  const batchSize = Math.min(training.batchSize, parts.train.length)
  const stepsPerEpoch = Math.ceil(parts.train.length / batchSize)
  return {
    parts,
    scaling: underPath(['dataset'], () => fitScaling(spec.scale, dataset, parts.train)),
    batchSize,
    stepsPerEpoch,
    totalSteps: stepsPerEpoch * training.epochs,
  }
}
