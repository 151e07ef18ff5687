import type { Dataset } from '../datasets/dataset.ts'
import { gatherTargets } from '../datasets/gather.ts'
import { lossOf } from '../registry.ts'
import { sizeOf } from '../shape.ts'
import type { Experiment } from '../spec.ts'

/** Enough samples to know a mean by, and few enough to look at before training begins. */
const mostSamples = 1000
const mostNumbers = 1_000_000

/**
 * What always answering with the mean of the training targets costs, per sample: the least that can be had without
 * looking at the input. With a cross-entropy that is the entropy of the classes, with a squared error their variance.
 *
 * Infinity under negative sampling, whose loss is no measure of answers.
 *
 * @param train indexes of the training samples
 */
export function guessingLoss(experiment: Experiment, dataset: Dataset, train: Uint32Array): number {
  if (experiment.training.negativeSampling) return Infinity
  const width = sizeOf(dataset.targetShape)
  const count = Math.max(1, Math.min(train.length, mostSamples, Math.floor(mostNumbers / width)))
  const target = new Float64Array(width)
  const guess = new Float64Array(width)
  const overSamples = (visit: () => void) => {
    for (let i = 0; i < count; i++) {
      gatherTargets(dataset, train, Math.floor((i * train.length) / count), 1, target)
      visit()
    }
  }

  overSamples(() => target.forEach((y, i) => (guess[i] = (guess[i] as number) + y / count)))
  const loss = lossOf(experiment.loss)
  if (loss.needs === 'distribution') {
    // Several targets of one sample, as in skip-gram, are guessed by the one distribution.
    const total = guess.reduce((sum, y) => sum + y, 0)
    guess.forEach((y, i) => (guess[i] = y / total))
  }
  let sum = 0
  overSamples(() => {
    sum += loss.value(1, width, guess, target)
  })
  return sum / count
}
