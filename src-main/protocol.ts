import type { Problem } from '../src-engine/problem.ts'
import type { Sentence } from '../src-engine/sentence.ts'
import type { NumberedEvent } from './protocol/events.ts'

/*
 * What the view and the lab say to each other, the same over Electron's port and the browser's WebSocket.
 *
 * The view asks (`protocol/requests.ts`: one argument object each, checked by its schema, answered in an envelope) and the
 * lab pushes numbered events. The view imports types from this file only.
 */

export type * from './protocol/comparison.ts'
export type * from './protocol/data.ts'
export type * from './protocol/downloads.ts'
export type * from './protocol/evaluation.ts'
export type * from './protocol/events.ts'
export type * from './protocol/experiments.ts'
export type * from './protocol/importing.ts'
export type * from './protocol/lab.ts'
export type * from './protocol/ledger.ts'
export type * from './protocol/requests.ts'
export type * from './protocol/responses.ts'
export type * from './protocol/runs.ts'
export type * from './protocol/tables.ts'
export { requestSchemas } from './protocol/requests.ts'

export interface LabError {
  /** `input`: the person can mend it, see `problems`; `internal`: the lab is at fault. */
  readonly code: 'input' | 'not_found' | 'conflict' | 'internal'
  readonly message: Sentence
  readonly problems: readonly Problem[]
}

export type Envelope<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: LabError }

/** What the lab offers a view over a transport. */
export interface LabFunctions {
  request(name: string, argument: unknown): Promise<Envelope<unknown>>
}

/** What a view offers the lab. */
export interface ViewFunctions {
  event(event: NumberedEvent): void
}

export type { ClassScore } from '../src-engine/class-scores.ts'
export type { Finding } from '../src-engine/datasets/findings/index.ts'
export type { DatasetSpec } from '../src-engine/datasets/index.ts'
export type { SplitPart } from '../src-engine/datasets/split.ts'
export type { GradientReport } from '../src-engine/explain/gradient-check.ts'
export type { Insight } from '../src-engine/explain/insight/insight.ts'
export type { LedgerPicture } from '../src-engine/explain/ledger-picture.ts'
export type { LedgerStage } from '../src-engine/explain/ledger-stages.ts'
export type { LedgerTable } from '../src-engine/explain/ledger-table.ts'
export type { ExportPreview } from '../src-engine/formats/preview.ts'
export type { LiveSettings, SettingChange } from '../src-engine/live-settings.ts'
export type { MetricName, MetricPoint, Score } from '../src-engine/metrics.ts'
export type { DataFingerprint, ModelInfo } from '../src-engine/model-info.ts'
export type { Problem } from '../src-engine/problem.ts'
export type { Sentence } from '../src-engine/sentence.ts'
export type { Shape } from '../src-engine/shape.ts'
export type { Experiment } from '../src-engine/spec.ts'
export type { Neighbour } from '../src-engine/word2vec/nearest-words.ts'
