import { z } from 'zod'
import type { CsvDelimiter } from '../../src-engine/datasets/csv/settings.ts'
import type { StoredSet } from '../../src-engine/datasets/stored.ts'
import type { ExportFormatName } from '../../src-engine/formats/index.ts'

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
const storedSet = z.strictObject({ set: z.enum(['mnist', 'fashion-mnist'] satisfies StoredSet[]) })
const filePath = z.string().min(1).max(4096)

const delimiter = z.enum([',', ';', 'tab', '|'] satisfies CsvDelimiter[])
const tablePlace = z.strictObject({ file: filePath, directory })
/** How a table is cut into values. */
const cutTable = z.strictObject({ ...tablePlace.shape, delimiter })

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
  /** What data a file or folder of this machine is. */
  recognizeData: z.strictObject({ path: filePath }),
  /** The first rows of a table, from the beginning of its file alone. */
  previewTable: z.strictObject({ ...tablePlace.shape, delimiter: z.union([delimiter, z.literal('auto')]) }),
  /** Walks through a whole table; told of and cancelled as `examineDataset` is. */
  surveyTable: z.strictObject({
    ...cutTable.shape,
    header: z.enum(['yes', 'no']),
    decimal: z.enum(['point', 'comma']),
    missingMarkers: z.array(z.string().max(100)).max(100),
    width: z.int().min(1).max(50_000),
    ticket,
  }),
  /** Some rows from where one of them begins. */
  readTable: z.strictObject({
    ...cutTable.shape,
    from: z.strictObject({ line: z.int().min(1), byte: z.int().min(0) }),
    /** Rows between there and the first one wanted. */
    skip: z.int().min(0).max(10_000_000),
    count: z.int().min(1).max(1000),
    columns: z.int().min(1).max(200),
    mtime: z.number(),
  }),
  /** The arrays of a NumPy archive. */
  listArrays: tablePlace,
  /** The sets the lab can download, and how much of each is here. */
  listStoredSets: z.strictObject({}),
  /** Goes on in the lab, whoever looks at it; told of by `storedSet` events. */
  startDownload: storedSet,
  /** What has come is kept. */
  cancelDownload: storedSet,
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
