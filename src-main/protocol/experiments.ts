import type { Experiment } from '../../src-engine/spec.ts'

/** An experiment kept in the lab, or one of the examples that come with it. */
export interface SavedExperiment {
  readonly id: string
  readonly name: string
  readonly updatedAt: number
  readonly directory: string | null
  readonly experiment: Experiment
}

export interface ExampleExperiment {
  readonly file: string
  readonly experiment: Experiment
  /** Everything about it by language: its name, one sentence, what to see, and where it comes from. */
  readonly title: ByLanguage
  readonly summary: ByLanguage
  readonly note: ByLanguage
  readonly source: ByLanguage
}

export type ByLanguage = Readonly<Record<'en' | 'ru', string>>
