import type { SplitPart } from '../split.ts'

/** Lists in findings name at most so many inputs, targets or classes; `count` says how many there are. */
export const mostNamed = 8

/**
 * Something about data that would spoil training or what is measured by it, with the evidence. Samples, inputs and
 * classes are told by their places, from 0. Each kind is defined where it is looked for.
 */
export type Finding =
  /** So many numbers are NaN or infinite; the first stands in this sample, in this input or (null) among the targets. */
  | { readonly kind: 'non_finite'; readonly count: number; readonly sample: number; readonly input: number | null }
  /** These of so many inputs have the same value in every sample. */
  | {
      readonly kind: 'constant_inputs'
      readonly count: number
      readonly of: number
      readonly inputs: readonly number[]
    }
  /** These inputs reach from `minimum` to `maximum`, or differ by a standard deviation of `deviation` at least. */
  | {
      readonly kind: 'unscaled_inputs'
      readonly count: number
      readonly of: number
      readonly inputs: readonly number[]
      readonly minimum: number
      readonly maximum: number
      readonly deviation: number
    }
  /** These of the numbers to be predicted reach from `minimum` to `maximum`. */
  | {
      readonly kind: 'unscaled_targets'
      readonly count: number
      readonly of: number
      readonly targets: readonly number[]
      readonly minimum: number
      readonly maximum: number
    }
  /** So many samples have the inputs of an earlier one; of them `conflicting` have another target than it. */
  | {
      readonly kind: 'duplicate_rows'
      readonly count: number
      readonly conflicting: number
      /** The first repetition and what it repeats. */
      readonly sample: number
      readonly original: number
    }
  /** So many of the samples held out have the inputs of one in a part before theirs. */
  | {
      readonly kind: 'leak_between_parts'
      readonly count: number
      readonly of: number
      readonly sample: number
      readonly part: SplitPart
      readonly twin: number
      readonly twinPart: SplitPart
    }
  /** These inputs tell the target by themselves. */
  | { readonly kind: 'target_in_inputs'; readonly count: number; readonly pairs: readonly TargetLeak[] }
  | {
      readonly kind: 'class_imbalance'
      readonly largest: number
      readonly largestCount: number
      readonly smallest: number
      readonly smallestCount: number
    }
  /** So many classes have fewer than `needed` training samples, one of them only `fewest`. */
  | {
      readonly kind: 'few_per_class'
      readonly count: number
      readonly classes: readonly number[]
      readonly fewest: number
      readonly needed: number
    }

export type FindingKind = Finding['kind']

export interface TargetLeak {
  readonly input: number
  /** The class, or the number among the targets. */
  readonly target: number
  /** Pearson's; null where each value of the input stands for one class, and each class for one value. */
  readonly correlation: number | null
}
