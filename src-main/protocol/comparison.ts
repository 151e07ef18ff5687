import type { MetricPoint } from '../../src-engine/metrics.ts'
import type { Shape } from '../../src-engine/shape.ts'
import type { RunSummary } from './runs.ts'

export interface RunComparison {
  readonly runs: readonly RunSummary[]
  /** What the runs were scored by: losses can only be ranked where both are the same, accuracies where the data are. */
  readonly scoring: { readonly sameLoss: boolean; readonly sameData: boolean }
  /** Only the settings that differ, by JSON path; values in the order of `runs`, undefined where a run has none. */
  readonly settings: readonly { readonly path: string; readonly values: readonly unknown[] }[]
  readonly curves: readonly { readonly runId: string; readonly points: readonly MetricPoint[] }[]
}

/** A run's settings that are one number, word or yes-or-no each, by their JSON path in the experiment. */
export interface RunSettings {
  readonly runId: string
  readonly settings: Readonly<Record<string, string | number | boolean>>
}

/** The last weights of several runs, and how far each is from one of them. */
export interface WeightComparison {
  /** Runs that have no weights yet. */
  readonly withoutWeights: readonly string[]
  readonly tensors: readonly TensorComparison[]
}

export interface TensorComparison {
  /** `layers.0.weight`, as in exported files. */
  readonly name: string
  /** What the histograms of the weights span, the same for all runs. */
  readonly range: readonly [minimum: number, maximum: number]
  /** The histograms of the differences span −`reach` to `reach`. */
  readonly reach: number
  /** In the order that was asked for; null where a run has no such tensor. */
  readonly runs: readonly (TensorInRun | null)[]
}

export interface TensorInRun {
  readonly shape: Shape
  /** √Σw². */
  readonly norm: number
  readonly counts: readonly number[]
  /** This run's weights less the reference's; null for the reference itself and where the shapes differ. */
  readonly difference: {
    readonly norm: number
    /** Of the angle between the two; null where either is all zeros. */
    readonly cosine: number | null
    readonly counts: readonly number[]
  } | null
}
