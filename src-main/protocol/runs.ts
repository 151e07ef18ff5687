import type { SplitPart } from '../../src-engine/datasets/split.ts'
import type { Alarm as RaisedAlarm } from '../../src-engine/explain/alarms/alarm.ts'
import type { SettingChange } from '../../src-engine/live-settings.ts'
import type { MetricName, Score } from '../../src-engine/metrics.ts'
import type { DataFingerprint, ModelInfo } from '../../src-engine/model-info.ts'
import type { Sentence } from '../../src-engine/sentence.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import type { MissingFile } from './data.ts'

export type RunStatus =
  'queued' | 'running' | 'paused' | 'completed' | 'stopped' | 'failed' | 'interrupted' | 'diverged'

/** Scores of the final weights on every part; null where a part is empty. */
export type FinalMetrics = Readonly<Record<SplitPart, Score | null>>

/** A run as lists show it; never holds a weight. */
export interface RunSummary {
  /** Stable and unique everywhere: `r` and eight letters or digits. */
  readonly id: string
  /** Counts up in this database: run #14. */
  readonly number: number
  readonly name: string
  readonly status: RunStatus
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
  /** Whole epochs done, of `epochs`. */
  readonly epoch: number
  readonly epochs: number
  readonly step: number
  readonly totalSteps: number
  /** Time spent training, without pauses. */
  readonly seconds: number
  readonly samplesPerSecond: number
  /** Steps per second it is held to, so that it can be watched; null for as fast as possible. */
  readonly stepsPerSecond: number | null
  /** The kernels that trained it, once it has started. */
  readonly kernel: string | null
  readonly precision: 'float32' | 'float64'
  /** `784-100-10`: input, the layers with weights, in order. */
  readonly architecture: string
  /** The kind of its data. */
  readonly dataset: string
  /** The file, folder or set that data is brought from, as the experiment names it; null where it needs none. */
  readonly source: string | null
  readonly parameterCount: number
  /** The latest value of each curve. */
  readonly latest: Readonly<Partial<Record<MetricName, number>>>
  readonly metrics: FinalMetrics | null
  readonly weightsSha256: string | null
  /** Why it failed, diverged, was interrupted or stopped early. */
  readonly reason: Sentence | null
  /** Words a person gave it, to find it by. */
  readonly tags: readonly string[]
  /** What a person noted about it; empty for nothing. */
  readonly note: string
  /** Null where it began from weights of its own. */
  readonly origin: RunOrigin | null
  /** Null where it was trained, here or in the lab whose archive it came in. */
  readonly imported: RunImport | null
}

export interface CheckpointInfo {
  /** `initial`, `best`, `last` or `epoch:3`. */
  readonly name: string
  readonly epoch: number
  readonly step: number
  readonly bytes: number
  readonly sha256: string
  readonly createdAt: number
}

/** Something that keeps or kept the run from learning; told apart by kind, layer and step together. */
export interface Alarm extends RaisedAlarm {
  /** Batches trained when it was over; null while it lasts. */
  readonly clearedAt: number | null
}

/** The checkpoint a run began from. */
export interface RunOrigin {
  readonly runId: string
  /** Number and name of that run, as they were. */
  readonly number: number
  readonly name: string
  readonly checkpoint: string
  readonly step: number
}

/** The file weights were read from, and what it said of them. */
export interface RunImport {
  /** Its name, without folders. */
  readonly file: string
  readonly format: 'json' | 'safetensors' | 'npz'
  readonly sha256: string
  /** The run that trained them and its checkpoint; null where the file does not tell. */
  readonly run: string | null
  readonly checkpoint: string | null
}

export interface RunDetails extends RunSummary {
  readonly experiment: Experiment
  /** The folder that file names in the experiment are relative to, or null if it came from none. */
  readonly directory: string | null
  readonly model: ModelInfo
  /** Files and folders of its data that are not where they were. */
  readonly missing: readonly MissingFile[]
  /** Null where nobody knows what the weights were trained on. */
  readonly fingerprint: DataFingerprint | null
  readonly checkpoints: readonly CheckpointInfo[]
  /** In the order they were raised. */
  readonly alarms: readonly Alarm[]
  /** Made by hand while it trained, by step. */
  readonly changes: readonly SettingChange[]
  /** Version of the engine that trained it; `unknown` where nobody knows. */
  readonly engineVersion: string
}
