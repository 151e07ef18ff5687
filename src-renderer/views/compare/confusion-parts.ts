import type { Evaluation, SplitPart } from '../../../src-main/protocol.ts'

/** As Evaluate chooses: what the networks were not shown first. */
const preferred: readonly SplitPart[] = ['test', 'validation', 'train']

/** The part that all runs have samples in, the test part rather than others. */
export function commonPart(sizes: readonly Evaluation['parts'][]): SplitPart {
  return preferred.find((part) => sizes.every((one) => one[part] > 0)) ?? 'train'
}

/** The parts that at least one run has samples in, in the order they are offered. */
export function offeredParts(sizes: readonly Evaluation['parts'][]): SplitPart[] {
  return [...preferred].reverse().filter((part) => sizes.some((one) => one[part] > 0))
}
