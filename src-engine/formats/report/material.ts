import type { ClassScore } from '../../class-scores.ts'
import type { SplitPart } from '../../datasets/split.ts'
import type { Alarm } from '../../explain/alarms/alarm.ts'
import type { LedgerStep } from '../../explain/ledger.ts'
import type { Score } from '../../metrics.ts'
import type { SettingChange } from '../../live-settings.ts'
import type { Sentence } from '../../sentence.ts'
import type { ReportTexts } from './texts/english.ts'
import type { Language } from '../../words/language.ts'

/** What a report tells of a run, besides what every format is given. */
export interface ReportMaterial {
  readonly language: Language
  readonly run: ReportedRun
  /** What the exported weights say of the data; null where it could not be asked. */
  readonly evaluated: ReportedEvaluation | null
  /** The first step of training, in float64; null without the data, or where it is too large. */
  readonly ledger: LedgerStep | null
  /** Why the data could not be had; null where it was. */
  readonly dataMissing: Sentence | null
  readonly alarms: readonly (Alarm & { readonly clearedAt: number | null })[]
  readonly changes: readonly SettingChange[]
  /** When the best weights were kept; null where there are none. */
  readonly bestEpoch: number | null
}

export interface ReportedRun {
  readonly number: number
  readonly name: string
  readonly status: keyof ReportTexts['statuses']
  readonly reason: Sentence | null
  readonly tags: readonly string[]
  readonly note: string
  /** Milliseconds since 1970. */
  readonly startedAt: number | null
  readonly finishedAt: number | null
  readonly epoch: number
  readonly epochs: number
  readonly step: number
  readonly totalSteps: number
  readonly seconds: number
  readonly samplesPerSecond: number
  readonly kernel: string | null
  readonly architecture: string
  readonly parameterCount: number
  /** Scores of the last weights; null where they were not measured. */
  readonly metrics: Readonly<Record<SplitPart, Score | null>> | null
  /** Of the last weights. */
  readonly weightsSha256: string | null
  /** The run and checkpoint it began from, or the file it was read from, in words. */
  readonly origin: { readonly kind: 'run' | 'file'; readonly name: string; readonly detail: string } | null
}

export interface ReportedEvaluation {
  readonly part: SplitPart
  /** Samples of each part. */
  readonly parts: Readonly<Record<SplitPart, number>>
  readonly loss: number
  readonly accuracy: number | null
  /** Null for regression, and where there are too many classes for a table. */
  readonly classes: ReportedClasses | null
  /** Null for classes. */
  readonly regression: ReportedRegression | null
}

export interface ReportedClasses {
  readonly names: readonly string[]
  /** Samples of each class (rows) by the class they are taken for (columns). */
  readonly confusion: readonly (readonly number[])[]
  readonly scores: readonly ClassScore[]
}

export interface ReportedRegression {
  /** Samples in the part; as many points as a person can tell apart are there. */
  readonly count: number
  readonly outputs: readonly {
    readonly truth: readonly number[]
    readonly predicted: readonly number[]
    readonly meanAbsoluteError: number
  }[]
}
