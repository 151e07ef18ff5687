import type { Experiment } from '../../spec.ts'
import { facts, section, type Section } from './html.ts'
import { settingsOf, termOf } from './settings.ts'
import type { ReportWords } from './words.ts'

/** Settings that, at zero, are as if they were not there. */
const offAtZero = ['l1', 'l2', 'warmupEpochs', 'checkpointEvery']

/** How the experiment trains: loss, optimiser with its schedule, and the rest. */
export function writeTraining({ loss, optimizer, training }: Experiment, words: ReportWords): Section | null {
  const isOff = (settings: object) =>
    Object.entries(settings).flatMap(([key, value]) => (value === 0 && offAtZero.includes(key) ? [key] : []))
  // Only softmax can be merged or not in words; a sigmoid is told of where it is not.
  const { crossEntropy } = training
  const isTold = loss === 'categorical_cross_entropy' || crossEntropy === 'unmerged'
  return section(
    'training',
    words.texts.training,
    facts([
      [termOf(words, 'fields', 'loss'), termOf(words, 'losses', loss)],
      [termOf(words, 'fields', 'optimizer'), termOf(words, 'optimizers', optimizer.type)],
      ...settingsOf(words, optimizer.type, optimizer, isOff(optimizer)),
      ...settingsOf(words, 'training', training, [...isOff(training), ...(isTold ? [] : ['crossEntropy'])]),
    ]),
  )
}
