import { z } from 'zod'
import type { ExportFormatName } from '../../src-engine/formats/index.ts'
import { directory, fileName, filePath, ticket, unchecked } from './arguments.ts'
import { dataRequestSchemas } from './data-requests.ts'

/** Full paths by the key of an experiment's `dataset`. */
const filesByKey = z.record(z.string().max(40), filePath)

const runId = z.strictObject({ runId: z.string().min(1).max(40) })

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

/** Steps per second that training is held to, so that it can be watched; null for as fast as possible. */
const stepsPerSecond = z.number().min(0.1).max(100_000).nullable()

const checkpointName = z.string().regex(/^(initial|best|last|epoch:\d{1,9})$/)

const splitPart = z.enum(['train', 'validation', 'test'])
const checkpointOfRun = z.strictObject({ ...runId.shape, checkpoint: checkpointName })

/** An experiment from its first weights, or a run from a checkpoint. */
const ledgerSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('design'), experiment: unchecked, directory }),
  z.strictObject({ kind: z.literal('run'), ...checkpointOfRun.shape }),
])
const gradientCheckId = z.strictObject({ id: z.string().max(40) })

/** A file that comes in: of the machine the lab runs on, or one that a view has sent. */
const incomingFile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path: filePath }),
  z.strictObject({ kind: z.literal('sent'), id: z.string().max(40) }),
])
/** The experiment weights go into: a file of the machine, one that is at hand, or that of a run, with its data. */
const destination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path: filePath }),
  z.strictObject({ kind: z.literal('experiment'), experiment: unchecked, directory }),
  z.strictObject({ kind: z.literal('run'), ...runId.shape }),
])
/** With a ticket that a view makes up, it tells its progress and can be cancelled. */
const carriage = { ticket: ticket.nullable().default(null) }
const incoming = z.strictObject({
  file: incomingFile,
  /** Null where the file has an experiment of its own, or is no weights. */
  destination: destination.nullable(),
  /** Full paths of files of the experiment's data, by key, that are not where it names them. */
  data: filesByKey.default({}),
  ...carriage,
})
const fileOfLab = z.strictObject({ id: z.string().max(40) })

const exportWish = z.strictObject({
  ...runId.shape,
  format: z.enum(exportFormatNames),
  checkpoint: checkpointName,
  /** What the file will be called, so that others beside it are named after it; null for a name made from the run's. */
  fileName: fileName.nullable(),
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

  ...dataRequestSchemas,

  listExamples: z.strictObject({}),
  listExperiments: z.strictObject({}),
  saveExperiment: z.strictObject({ id: z.string().nullable(), experiment: unchecked, directory }),
  deleteExperiment: z.strictObject({ id: z.string() }),
  /** Reads an experiment file of this machine. */
  openExperiment: z.strictObject({ path: z.string().min(1).max(4096) }),

  startRun: z.strictObject({
    experiment: unchecked,
    directory,
    paused: z.boolean(),
    /** `watchable`: slow enough to see it learn, where it would be over before one could. */
    pace: z.union([stepsPerSecond, z.literal('watchable')]).default(null),
  }),
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
  /** Holds it to another pace, now or when it next trains. */
  paceRun: z.strictObject({ ...runId.shape, stepsPerSecond }),
  /** A new run that begins, paused, from a checkpoint of this one. */
  forkRun: z.strictObject({ ...runId.shape, checkpoint: checkpointName }),
  /** Asks for `insight` events of the next five seconds; a run at rest tells what is not of the step that is `known`. */
  watchRun: z.strictObject({ ...runId.shape, known: z.int().min(0).nullable().default(null) }),
  getInsight: runId,
  getPlaneSamples: runId,
  getRun: runId,
  /** Says where all files of the run's data are that are not where it names them: full paths, by key. */
  pointRunToData: z.strictObject({ ...runId.shape, data: filesByKey }),
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

  /** Begins to send a file to the lab, for those whose path is not known; its parts follow in order. */
  sendFile: z.strictObject({ name: fileName, bytes: z.int().min(0) }),
  sendPart: z.strictObject({ ...fileOfLab.shape, bytes: z.instanceof(Uint8Array) }),
  /** Of a file the lab has written for the view. */
  readPart: z.strictObject({ ...fileOfLab.shape, offset: z.int().min(0) }),
  /** Keeps a file of data that was sent in the lab's own folder, beside its database. */
  keepData: fileOfLab,
  /** Lets go of a file that was sent or written. */
  forgetFile: fileOfLab,
  /** What `importFile` would bring in. */
  inspectFile: incoming,
  /** Reads an experiment, weights or an archive, told by their content. */
  importFile: incoming,
  planArchive: z.strictObject({ runIds: z.array(z.string()).min(1).max(100_000) }),
  /** Writes runs to one file, which the view then reads. */
  archiveRuns: z.strictObject({ runIds: z.array(z.string()).min(1).max(100_000), ...carriage }),
  /** Ends what was asked for with that ticket: an inspection, an import or an archive. Nothing of it stays. */
  cancelCarrying: z.strictObject({ ticket }),
} satisfies Record<string, z.ZodType>
