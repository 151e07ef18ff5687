import type { ClassScore } from '../../src-engine/class-scores.ts'
import type { SplitPart } from '../../src-engine/datasets/split.ts'
import type { Shape } from '../../src-engine/shape.ts'
import type { CheckpointInfo } from './runs.ts'

/** How a run's weights do on one part of its data. */
export interface Evaluation {
  readonly part: SplitPart
  /** Samples in each part. */
  readonly parts: Readonly<Record<SplitPart, number>>
  readonly checkpoint: CheckpointInfo
  /** Mean over the part. */
  readonly loss: number
  readonly accuracy: number | null
  /** Null for regression, and where there are too many classes for a table. */
  readonly classes: ClassEvaluation | null
  /** Null for classes. */
  readonly regression: RegressionEvaluation | null
  /** What each column can be set to, from the whole data; null where inputs are words or too many to set one by one. */
  readonly inputs: readonly (InputRange | InputChoice)[] | null
  /** A sample of the part to begin with, raw and flat, where some columns are of categories, which have no mean. */
  readonly example: readonly number[] | null
  /** Smallest and largest of all inputs; of images in bytes, black and white. */
  readonly inputRange: { readonly minimum: number; readonly maximum: number }
}

export interface ClassEvaluation {
  readonly names: readonly string[]
  /** Samples of each class (rows) by the class they are taken for (columns). */
  readonly confusion: readonly (readonly number[])[]
  /** In the order of `names`. */
  readonly scores: readonly ClassScore[]
  readonly mistakes: number
}

/** Predictions beside the truth, evenly chosen where there are too many to draw. */
export interface RegressionEvaluation {
  readonly outputs: readonly {
    readonly truth: readonly number[]
    readonly predicted: readonly number[]
    /** Over every sample, in the target's own units. */
    readonly meanAbsoluteError: number
  }[]
  /** Of how many samples these are some. */
  readonly count: number
}

/** One number. */
export interface InputRange {
  readonly name: string | null
  readonly categories?: never
  readonly minimum: number
  readonly maximum: number
  readonly mean: number
}

/** One of the categories of a column, each of which is an input of its own. */
export interface InputChoice {
  readonly name: string
  readonly categories: readonly string[]
  /** Whether some rows of the data have none of them. */
  readonly mayLack: boolean
}

/** A sample of the data and what the network says of it. */
export interface EvaluatedSample {
  /** Its place in the data. */
  readonly index: number
  readonly name: string | null
  /** Raw and flat. */
  readonly input: readonly number[]
  readonly output: readonly number[]
  /** Classes; null for regression. */
  readonly truth: number | null
  readonly predicted: number | null
  /** What the network gives the class it predicts. */
  readonly probability: number | null
  /** The numbers to be predicted; null for classes. */
  readonly target: readonly number[] | null
  readonly loss: number
}

/** What a network makes of one input. */
export interface Explanation {
  readonly output: readonly number[]
  readonly layers: readonly LayerActivation[]
}

export interface LayerActivation {
  /** One sample's; of many units or maps the first are given. */
  readonly shape: Shape
  readonly values: readonly number[]
}

/** Trained word vectors on the plane in which they differ most. */
export interface WordPlane {
  /** The most frequent first. */
  readonly words: readonly string[]
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** The shares of all variance along x and along y. */
  readonly explained: readonly [number, number]
  /** Words in the vocabulary, of which the most frequent are here. */
  readonly total: number
}
