import { shuffle, type Rng } from '../rng.ts'
import type { Split } from './dataset.ts'

export type SplitPart = 'train' | 'validation' | 'test'

/**
 * Indexes of the samples of each part: every sample in exactly one part, chosen at random.
 *
 * Inside a part the samples keep the dataset's own order. Each size is its share of `count`, rounded where the parts
 * meet; training gets at least one sample, the other parts may get none. With `train: 1` nothing is drawn from `rng`.
 */
export function splitSamples(count: number, split: Split, rng: Rng): Record<SplitPart, Uint32Array> {
  const trainEnd = Math.max(1, Math.round(count * split.train))
  const validationEnd = Math.max(trainEnd, Math.round(count * (split.train + split.validation)))
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  if (trainEnd < count) shuffle(order, rng)
  return {
    train: order.slice(0, trainEnd).sort(),
    validation: order.slice(trainEnd, validationEnd).sort(),
    test: order.slice(validationEnd).sort(),
  }
}
