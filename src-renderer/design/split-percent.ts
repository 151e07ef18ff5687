import type { Split } from '../../src-engine/datasets/dataset.ts'

/** The parts a person sets; training is what they leave. */
export type PartShare = 'validation' | 'test'

/** The split with another share for one part; training gives or takes the difference, so that all add up to 1. */
export function withPart(split: Split, part: PartShare, share: number): Split {
  const validation = part === 'validation' ? share : split.validation
  const test = part === 'test' ? share : split.test
  // Shares are meant in thousandths; binary fractions would leave 0.7999999999999999.
  return { train: Math.round((1 - validation - test) * 1000) / 1000, validation, test }
}
