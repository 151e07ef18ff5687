import type { Checkpoint } from '../../checkpoint.ts'
import type { Dataset } from '../../datasets/dataset.ts'
import type { Kernels } from '../../kernels/kernels.ts'
import type { Experiment } from '../../spec.ts'
import { createTrainer } from '../../trainer.ts'
import { createInsightTaker, type Insight } from './insight.ts'

/**
 * What the weights of a checkpoint have learned. For the statistics the next batch is trained, as it would have been,
 * and the weights are put back before anything is read.
 *
 * @throws InputError if the checkpoint does not fit the experiment
 */
export function insightOfCheckpoint(options: {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly kernels: Kernels
  readonly checkpoint: Checkpoint
}): Insight {
  const { experiment, dataset, kernels, checkpoint } = options
  const { epoch, step } = checkpoint.position
  // A run that is over has no next batch: one more epoch has.
  const training = { ...experiment.training, epochs: epoch + 1, earlyStopping: null }
  const trainer = createTrainer({
    experiment: { ...experiment, training },
    dataset,
    kernels,
    checkpoint,
    observe({ samples }) {
      value.set(weights)
      taker.look(samples)
    },
  })
  const { value } = trainer.network.block
  const weights = value.slice()
  const taker = createInsightTaker(trainer, dataset)
  taker.prepare()
  trainer.step()
  value.set(weights)
  return { ...taker.take(), step }
}
