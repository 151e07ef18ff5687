import type { Insight } from '../../src-engine/explain/insight/insight.ts'
import type { SettingChange } from '../../src-engine/live-settings.ts'
import type { MetricPoint } from '../../src-engine/metrics.ts'
import type { StoredSetState } from './downloads.ts'
import type { LabInfo, Settings } from './lab.ts'
import type { Alarm, RunSummary } from './runs.ts'

/** What a run is doing right now, about ten times a second. */
export interface Progress {
  readonly runId: string
  readonly step: number
  readonly epoch: number
  readonly seconds: number
  readonly samplesPerSecond: number
  /** Estimated from the rate; null before there is one. */
  readonly secondsLeft: number | null
  readonly points: readonly MetricPoint[]
}

export type LabEvent =
  /** A run came or changed in anything but its progress. */
  | { readonly type: 'run'; readonly run: RunSummary }
  | { readonly type: 'runDeleted'; readonly runId: string }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'settings'; readonly settings: Settings }
  /** `cleared` ones are as they were raised, but for `clearedAt`; one may be in both. */
  | {
      readonly type: 'alarms'
      readonly runId: string
      readonly raised: readonly Alarm[]
      readonly cleared: readonly Alarm[]
    }
  /** Curve points and alarms after `step` were taken back: the run goes on from an earlier checkpoint. */
  | { readonly type: 'rewound'; readonly runId: string; readonly step: number }
  /** A setting was changed while the run trained; changes known of later steps do not come any more. */
  | { readonly type: 'changed'; readonly runId: string; readonly change: SettingChange }
  /** What a run that is watched has learned; for the moment only, without a number. */
  | { readonly type: 'insight'; readonly runId: string; readonly insight: Insight }
  /** How far an examination that was asked for with this ticket is; for the moment only. */
  | { readonly type: 'examining'; readonly ticket: string; readonly progress: ExaminationProgress }
  /** How far the download of a set is, or that it has ended; for the moment only. */
  | { readonly type: 'storedSet'; readonly state: StoredSetState }
  /** How far a file on its way in or out is, by the ticket it was asked for with; for the moment only. */
  | { readonly type: 'carrying'; readonly ticket: string; readonly progress: CarryingProgress }

export interface ExaminationProgress {
  readonly stage: 'loading' | 'counting' | 'checking'
  /** Done of this stage, from 0 to 1; null where that cannot be told. */
  readonly share: number | null
}

export interface CarryingProgress {
  readonly stage: 'reading' | 'checking' | 'storing' | 'writing'
  /** Done of this stage, from 0 to 1; null where that cannot be told. */
  readonly share: number | null
}

export interface NumberedEvent {
  /** Null for what is of the moment only: who missed it is not told of it later. */
  readonly sequence: number | null
  readonly event: LabEvent
}

export interface Snapshot {
  readonly info: LabInfo
  readonly settings: Settings
  readonly runs: readonly RunSummary[]
}

/** Where a view stands in the stream of events; `instance` changes when the lab restarts. */
export interface Position {
  readonly instance: string
  readonly sequence: number
}

/** A fresh picture, or only what was missed when the lab still has it. */
export type Connection =
  | { readonly kind: 'snapshot'; readonly position: Position; readonly snapshot: Snapshot }
  | { readonly kind: 'events'; readonly position: Position; readonly events: readonly NumberedEvent[] }
