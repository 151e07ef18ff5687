import { z } from 'zod'
import type { ClassScore } from '../src-engine/class-scores.ts'
import type { Finding } from '../src-engine/datasets/findings/index.ts'
import type { DatasetSpec } from '../src-engine/datasets/index.ts'
import type { SplitPart } from '../src-engine/datasets/split.ts'
import type { Alarm as RaisedAlarm } from '../src-engine/explain/alarms/alarm.ts'
import type { GradientReport } from '../src-engine/explain/gradient-check.ts'
import type { Insight } from '../src-engine/explain/insight/insight.ts'
import type { LedgerPicture } from '../src-engine/explain/ledger-picture.ts'
import type { LedgerStage } from '../src-engine/explain/ledger-stages.ts'
import type { LedgerTable } from '../src-engine/explain/ledger-table.ts'
import type { SymbolicLine } from '../src-engine/explain/symbolic.ts'
import type { ExportFormatName } from '../src-engine/formats/index.ts'
import type { ExportPreview } from '../src-engine/formats/preview.ts'
import type { LayerSpec } from '../src-engine/layers/index.ts'
import type { LiveSettings, SettingChange } from '../src-engine/live-settings.ts'
import type { MetricName, MetricPoint, Score } from '../src-engine/metrics.ts'
import type { DataFingerprint, ModelInfo } from '../src-engine/model-info.ts'
import type { Problem } from '../src-engine/problem.ts'
import type { Sentence } from '../src-engine/sentence.ts'
import type { Shape } from '../src-engine/shape.ts'
import type { Experiment } from '../src-engine/spec.ts'
import type { Neighbour } from '../src-engine/word2vec/nearest-words.ts'

/*
 * What the view and the lab say to each other, the same over Electron's port and the browser's WebSocket.
 *
 * The view asks (`requests` below: one argument object each, checked by its schema, answered in an envelope) and the
 * lab pushes numbered events. The view imports types from this file only.
 */

// ---------------------------------------------------------------------------------------------------- runs

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
  /** The kernels that trained it, once it has started. */
  readonly kernel: string | null
  readonly precision: 'float32' | 'float64'
  /** `784-100-10`: input, the layers with weights, in order. */
  readonly architecture: string
  readonly dataset: string
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
  /** Null where nobody knows what the weights were trained on. */
  readonly fingerprint: DataFingerprint | null
  readonly checkpoints: readonly CheckpointInfo[]
  /** In the order they were raised. */
  readonly alarms: readonly Alarm[]
  /** Made by hand while it trained, by step. */
  readonly changes: readonly SettingChange[]
  /** Null where it began from weights of its own. */
  readonly origin: RunOrigin | null
  /** Null where it was trained, here or in the lab whose archive it came in. */
  readonly imported: RunImport | null
  /** Version of the engine that trained it; `unknown` where nobody knows. */
  readonly engineVersion: string
}

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

// ---------------------------------------------------------------------------------------------------- evaluation

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
  /** What each input can be set to, from the whole data; null where inputs are words or too many to set one by one. */
  readonly inputs: readonly InputRange[] | null
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

export interface InputRange {
  readonly name: string | null
  readonly minimum: number
  readonly maximum: number
  readonly mean: number
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

// ---------------------------------------------------------------------------------------------------- ledger

/** One stage of a training step and where one number of it comes from, in float64, as `lab ledger` prints it. */
export interface LedgerPage {
  /** The step's number in training, from 1. */
  readonly step: number
  /** Indexes of the batch's samples in the data, and their names where they have some. */
  readonly batch: readonly number[]
  readonly sampleNames: readonly string[] | null
  readonly loss: number
  readonly learningRate: number
  readonly layers: readonly LayerSpec[]
  /** In the order in which training comes to them. */
  readonly stages: readonly LedgerStage[]
  /** The id of the stage that is shown, and the sample and cell of the number that is worked out. */
  readonly stage: string
  readonly sample: number
  readonly cell: readonly number[]
  readonly line: Omit<SymbolicLine, 'expression' | 'places'>
  /** The stage's own numbers first, except for a loss; then those its formula is made of. */
  readonly tables: readonly LedgerTable[]
  /** Null where the network is too large to be drawn with its numbers. */
  readonly picture: LedgerPicture | null
  /** Why no step comes after this one, in one sentence, or null. */
  readonly stopped: Sentence | null
}

/** A comparison of backpropagation with central differences, under way or done. */
export interface GradientCheckState {
  readonly checked: number
  readonly total: number
  /** So far; `passed` only once all were looked at. */
  readonly report: GradientReport | null
  readonly done: boolean
}

// ---------------------------------------------------------------------------------------------------- data and experiments

export interface DatasetSummary {
  readonly count: number
  readonly inputShape: Shape
  readonly targetShape: Shape
  readonly task: 'classification' | 'regression'
  readonly classNames: readonly string[] | null
  readonly inputNames: readonly string[] | null
  /** The words that inputs are indexes of, −1 standing for no word; null for plain numbers. */
  readonly vocabulary: readonly string[] | null
  /** Samples per class, in the order of the classes; null for regression. */
  readonly classCounts: readonly number[] | null
  readonly inputRange: { readonly minimum: number; readonly maximum: number; readonly mean: number }
  /** Samples in each part after splitting. */
  readonly parts: Readonly<Record<SplitPart, number>>
  readonly fingerprint: DataFingerprint
  /** The first few samples, raw and flat; of words, the indexes of the targets. */
  readonly preview: readonly { readonly input: readonly number[]; readonly target: readonly number[] }[]
  /** What would spoil training, in the order in which it matters. */
  readonly warnings: readonly Finding[]
}

/** Data looked at closely: its columns, and samples to see. What there is too much of is told in part. */
export interface DatasetExamination extends DatasetSummary {
  /** Of tables: the first inputs, then the targets that are measured numbers. None of pictures and words. */
  readonly columns: readonly DataColumn[]
  /** Columns of the whole table. */
  readonly columnCount: number
  /** Of tables and texts the first; of pictures some of every class, class by class. */
  readonly rows: readonly DataRow[]
  /** Where there are two inputs. */
  readonly points: PlaneSamples | null
}

export interface DataColumn {
  readonly role: 'input' | 'target'
  /** Among the columns of its role, from 0. */
  readonly index: number
  readonly name: string | null
  /** Of the finite values; NaN where there is none. */
  readonly minimum: number
  readonly mean: number
  readonly maximum: number
  /** Of the population. */
  readonly deviation: number
  /** Values in equal parts from minimum to maximum. */
  readonly histogram: readonly number[]
}

export interface DataRow {
  /** Its place in the data. */
  readonly index: number
  readonly name: string | null
  readonly part: SplitPart
  /** The class; null where targets are numbers or words. */
  readonly label: number | null
  /** Raw and flat; of wide tables the columns that are told of. */
  readonly input: readonly number[]
  readonly target: readonly number[]
}

/** Data the lab has come across: drawn by itself, in an example, used by a run or a kept experiment, or opened. */
export interface KnownDataset {
  /** The same for as long as the data is: part of an address. */
  readonly id: string
  readonly group: 'generated' | 'text' | 'files' | 'own'
  /** As it was used last (generated data: as it usually is), with its seed and the folder its file names are relative to. */
  readonly dataset: DatasetSpec
  readonly seed: number
  readonly directory: string | null
  /** The files it is read from, by the key that names them; `bytes` is null where there is none. */
  readonly files: readonly { readonly key: string; readonly path: string; readonly bytes: number | null }[]
  /** What it was in the run that used it last; null where none has. */
  readonly fingerprint: DataFingerprint | null
  /** Runs that used it, with any settings; the newest first. */
  readonly runIds: readonly string[]
  /** Names of the kept experiments that use it. */
  readonly experiments: readonly string[]
  /** The example it comes with. */
  readonly example: ByLanguage | null
}

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

/** What was read from a file. */
export type ImportReport =
  /** `added` is false where the very same experiment was there already. */
  | { readonly kind: 'experiment'; readonly added: boolean; readonly experiment: SavedExperiment }
  | { readonly kind: 'weights'; readonly run: RunSummary; readonly imported: RunImport }
  /** `experiments`: how many saved ones were added. */
  | { readonly kind: 'archive'; readonly runs: readonly ImportedRun[]; readonly experiments: number }

export interface ImportedRun {
  readonly run: RunSummary
  /** Its id in the archive. */
  readonly archivedId: string
  /** `copied`: a run of that id but with other content was there, which is kept; this one has an id of its own. */
  readonly outcome: 'added' | 'copied' | 'present'
}

export interface DirectoryListing {
  readonly directory: string
  /** Null at the root. */
  readonly parent: string | null
  readonly entries: readonly { readonly name: string; readonly kind: 'directory' | 'file'; readonly bytes: number }[]
}

export interface LabInfo {
  readonly version: string
  readonly node: string
  readonly sqlite: string
  readonly electron: string | null
  readonly kernel: string
  readonly cores: number
  readonly database: string
}

export interface Settings {
  /** How many runs train at once. */
  readonly concurrency: number
  /** How many threads each of them uses; null for as many as turn out fastest. */
  readonly threads: number | null
}

// ---------------------------------------------------------------------------------------------------- events

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

/** Samples on a plane, in the data's own units. */
export interface PlaneSamples {
  /** x and y by turns. */
  readonly positions: readonly number[]
  /** The class, or the measured value where there are none. */
  readonly targets: readonly number[]
  readonly parts: readonly SplitPart[]
  readonly classNames: readonly string[] | null
  readonly inputNames: readonly [string, string]
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

export interface ExaminationProgress {
  readonly stage: 'loading' | 'checking'
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

// ---------------------------------------------------------------------------------------------------- requests

const runId = z.strictObject({ runId: z.string().min(1).max(40) })
const directory = z.string().max(4096).nullable()
/** Checked by the engine itself, which knows the layers and says what is wrong with each. */
const unchecked = z.unknown()

/** Data as it stands in an experiment, and what else decides what it is. */
const datasetPlace = z.strictObject({ dataset: unchecked, seed: z.int().min(0), directory })
const ticket = z.string().min(1).max(64)

/** Written out, since only types may come here; the type sees to it that none is forgotten. */
const exportFormatNames = Object.keys({
  onnx: true,
  safetensors: true,
  npz: true,
  json: true,
  pytorch: true,
  numpy: true,
  csv: true,
  word2vec: true,
  report: true,
} satisfies Record<ExportFormatName, true>) as ExportFormatName[]

export type ExportFormat = ExportFormatName

const checkpointName = z.string().regex(/^(initial|best|last|epoch:\d{1,9})$/)

const splitPart = z.enum(['train', 'validation', 'test'])
const checkpointOfRun = z.strictObject({ ...runId.shape, checkpoint: checkpointName })

/** An experiment from its first weights, or a run from a checkpoint. */
const ledgerSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('design'), experiment: unchecked, directory }),
  z.strictObject({ kind: z.literal('run'), ...checkpointOfRun.shape }),
])
const gradientCheckId = z.strictObject({ id: z.string().max(40) })
const filePath = z.string().min(1).max(4096)

const exportWish = z.strictObject({
  ...runId.shape,
  format: z.enum(exportFormatNames),
  checkpoint: checkpointName,
  /** What the file will be called, so that others beside it are named after it; null for a name made from the run's. */
  fileName: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^/\\]+$/, { error: 'must be a name without folders' })
    .nullable(),
  /** Of a report. */
  language: z.enum(['en', 'ru']).default('en'),
})

/** The argument of every request. A name that is not here does not exist. */
export const requestSchemas = {
  connect: z.strictObject({ after: z.strictObject({ instance: z.string(), sequence: z.int() }).nullable() }),
  changeSettings: z.strictObject({
    concurrency: z.int().min(1).max(64),
    threads: z.int().min(1).max(64).nullable(),
  }),

  inspectDataset: datasetPlace,
  /** `inspectDataset` and more; tells its progress, and can be cancelled, under a ticket the view makes up. */
  examineDataset: z.strictObject({ ...datasetPlace.shape, ticket }),
  cancelExamination: z.strictObject({ ticket }),
  /** Everything the lab knows, and besides it the data a person has opened. */
  listDatasets: z.strictObject({ opened: z.array(datasetPlace).max(100) }),
  listDirectory: z.strictObject({ directory: z.string().max(4096).nullable() }),

  listExamples: z.strictObject({}),
  listExperiments: z.strictObject({}),
  saveExperiment: z.strictObject({ id: z.string().nullable(), experiment: unchecked, directory }),
  deleteExperiment: z.strictObject({ id: z.string() }),
  /** Reads an experiment file of this machine. */
  openExperiment: z.strictObject({ path: z.string().min(1).max(4096) }),

  startRun: z.strictObject({ experiment: unchecked, directory, paused: z.boolean() }),
  pauseRun: runId,
  /** Queued again if need be. With `epochs`, trains to the end of that epoch instead of the planned one. */
  resumeRun: z.strictObject({ ...runId.shape, epochs: z.int().min(1).max(10_000_000).optional() }),
  stepRun: z.strictObject({ ...runId.shape, unit: z.enum(['batch', 'epoch']) }),
  stopRun: runId,
  /** Goes on training with another learning rate and momentum. */
  changeRun: z.strictObject({
    ...runId.shape,
    learningRate: z.number().min(0),
    momentum: z.number().min(0).lt(1).nullable(),
  }),
  /** A new run that begins, paused, from a checkpoint of this one. */
  forkRun: z.strictObject({ ...runId.shape, checkpoint: checkpointName }),
  /** Asks for `insight` events of the next five seconds. */
  watchRun: runId,
  getInsight: runId,
  getPlaneSamples: runId,
  getRun: runId,
  getCurves: z.strictObject({ ...runId.shape, maxPoints: z.int().min(10).max(100_000) }),
  renameRun: z.strictObject({ ...runId.shape, name: z.string().trim().min(1).max(200) }),
  /** Takes the place of the tags there were. */
  tagRun: z.strictObject({ ...runId.shape, tags: z.array(z.string().trim().min(1).max(40)).max(20) }),
  /** Takes the place of the note there was; an empty text removes it. */
  noteRun: z.strictObject({ ...runId.shape, note: z.string().trim().max(4000) }),
  deleteRun: runId,
  /** Takes a deletion back. */
  restoreRun: runId,
  compareRuns: z.strictObject({ runIds: z.array(z.string()).min(2).max(10), maxPoints: z.int().min(10).max(100_000) }),
  listRunSettings: z.strictObject({ runIds: z.array(z.string()).max(100_000) }),
  /** Each run's last weights, and their difference from those of `referenceId`, one of the runs. */
  compareWeights: z.strictObject({ runIds: z.array(z.string()).min(2).max(10), referenceId: z.string() }),
  predict: z.strictObject({ ...runId.shape, inputs: z.array(z.array(z.number())).min(1).max(10_000) }),
  nearestWords: z.strictObject({
    ...checkpointOfRun.shape,
    word: z.string().min(1).max(200),
    count: z.int().min(1).max(1000),
  }),

  /** Without a part: the test part, or the best there is in its place. */
  evaluateRun: z.strictObject({ ...checkpointOfRun.shape, part: splitPart.nullable() }),
  /** The samples of one cell of the confusion matrix, the surest first; without one, the surest mistakes or largest errors. */
  getSamples: z.strictObject({
    ...checkpointOfRun.shape,
    part: splitPart,
    cell: z.strictObject({ truth: z.int().min(0), predicted: z.int().min(0) }).nullable(),
    count: z.int().min(1).max(200),
  }),
  explainInput: z.strictObject({ ...checkpointOfRun.shape, input: z.array(z.number()).min(1).max(1_000_000) }),
  wordVectors: checkpointOfRun,

  /** Of a training step only what is looked at, so that it may be of a large network. */
  getLedger: z.strictObject({
    source: ledgerSource,
    /** Counted from where the source begins. */
    step: z.int().min(1).max(100_000),
    /** An id of the answer's stages; null for the first. */
    stage: z.string().max(60).nullable(),
    /** A row of the batch; the last one where there are not so many. */
    sample: z.int().min(0),
    /** The number that is worked out; the first one where there is none. */
    cell: z.array(z.int().min(0)).max(8),
    wholeBatch: z.boolean(),
    /** Significant digits; 17 are all there are. */
    digits: z.int().min(2).max(17),
    /** Where to begin in tables, by their keys, that are too large to be shown whole. */
    windows: z.record(z.string().max(60), z.strictObject({ row: z.int().min(0), column: z.int().min(0) })),
  }),
  /** Ends by itself when nobody has asked after it for a while. */
  startGradientCheck: z.strictObject({ source: ledgerSource }),
  getGradientCheck: gradientCheckId,
  stopGradientCheck: gradientCheckId,

  exportRun: exportWish,
  /** What `exportRun` would write. */
  previewExport: exportWish,
  /** Reads an experiment, weights or an archive of this machine, told by their content. */
  importFile: z.strictObject({
    path: filePath,
    /** The experiment that weights which name none belong to; null where the file has its own. */
    experimentPath: filePath.nullable(),
  }),
} satisfies Record<string, z.ZodType>

/** What each request answers. */
export interface Responses {
  connect: Connection
  changeSettings: Settings
  inspectDataset: DatasetSummary
  examineDataset: DatasetExamination
  /** The examination itself is refused then. */
  cancelExamination: null
  listDatasets: readonly KnownDataset[]
  listDirectory: DirectoryListing
  listExamples: readonly ExampleExperiment[]
  listExperiments: readonly SavedExperiment[]
  saveExperiment: SavedExperiment
  deleteExperiment: null
  openExperiment: { readonly experiment: Experiment; readonly directory: string }
  startRun: RunSummary
  pauseRun: null
  resumeRun: null
  stepRun: null
  stopRun: null
  changeRun: null
  forkRun: RunSummary
  /** Whether there is a process to watch; otherwise `getInsight` tells what there is to see. */
  watchRun: { readonly live: boolean }
  /** What the last checkpoint has learned; null before there is one. */
  getInsight: Insight | null
  /** Some of the run's data, where it has two inputs; else null. */
  getPlaneSamples: PlaneSamples | null
  getRun: RunDetails
  getCurves: readonly MetricPoint[]
  renameRun: RunSummary
  tagRun: RunSummary
  noteRun: RunSummary
  deleteRun: null
  restoreRun: RunSummary
  compareRuns: RunComparison
  /** Of the runs that are still there. */
  listRunSettings: readonly RunSettings[]
  compareWeights: WeightComparison
  predict: { readonly outputs: readonly (readonly number[])[] }
  nearestWords: readonly Neighbour[]
  evaluateRun: Evaluation
  /** Of `total` samples that fit, the first. */
  getSamples: { readonly total: number; readonly samples: readonly EvaluatedSample[] }
  explainInput: Explanation
  wordVectors: WordPlane
  getLedger: LedgerPage
  startGradientCheck: { readonly id: string }
  getGradientCheck: GradientCheckState
  stopGradientCheck: null
  /** The file asked for, and any others that belong beside it. */
  exportRun: { readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[] }
  previewExport: ExportPreview
  importFile: ImportReport
}

export type RequestName = keyof typeof requestSchemas

export type RequestArguments<K extends RequestName> = z.input<(typeof requestSchemas)[K]>

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

export type {
  ClassScore,
  DataFingerprint,
  DatasetSpec,
  Experiment,
  ExportPreview,
  GradientReport,
  Finding,
  Insight,
  LedgerPicture,
  LedgerStage,
  LedgerTable,
  LiveSettings,
  MetricName,
  MetricPoint,
  ModelInfo,
  Neighbour,
  Problem,
  Score,
  Sentence,
  SettingChange,
  Shape,
  SplitPart,
}
