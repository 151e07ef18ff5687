import type { Checkpoint, Tensor } from '../checkpoint.ts'
import type { Experiment } from '../spec.ts'

/** The experiment in float64, as everything that explains or checks computes it. */
export function inFloat64(experiment: Experiment): Experiment {
  return { ...experiment, training: { ...experiment.training, precision: 'float64' } }
}

/** A checkpoint's numbers in float64, each the same as it was. */
export function checkpointInFloat64(checkpoint: Checkpoint): Checkpoint {
  const wide = (tensors: readonly Tensor[]): Tensor[] =>
    tensors.map((tensor) => ({ ...tensor, values: Float64Array.from(tensor.values) }))
  const optimizer = Object.entries(checkpoint.optimizer).map(([slot, tensors]) => [slot, wide(tensors)])
  return {
    ...checkpoint,
    precision: 'float64',
    parameters: wide(checkpoint.parameters),
    optimizer: Object.fromEntries(optimizer) as Checkpoint['optimizer'],
  }
}

/** Where a float64 look at an experiment begins: with its first weights, or as a checkpoint left it. */
export interface Beginning {
  /** Null for the first weights. */
  readonly checkpoint: Checkpoint | null
}

/**
 * The experiment and the checkpoint in float64, to be trained on from there. A run that is over has no next batch: one
 * more epoch has, as when it is resumed, and an early stop that was made is not made again.
 */
export function exactBeginning(experiment: Experiment, { checkpoint }: Beginning) {
  const exact = inFloat64(experiment)
  if (!checkpoint) return { experiment: exact, checkpoint: null }
  const epochs = Math.max(exact.training.epochs, checkpoint.position.epoch + 1)
  return {
    experiment: { ...exact, training: { ...exact.training, epochs, earlyStopping: null } },
    checkpoint: checkpointInFloat64(checkpoint),
  }
}
