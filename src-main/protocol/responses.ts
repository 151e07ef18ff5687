import type { z } from 'zod'
import type { Insight } from '../../src-engine/explain/insight/insight.ts'
import type { ExportPreview } from '../../src-engine/formats/preview.ts'
import type { MetricPoint } from '../../src-engine/metrics.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import type { Neighbour } from '../../src-engine/word2vec/nearest-words.ts'
import type { RunComparison, RunSettings, WeightComparison } from './comparison.ts'
import type { DatasetExamination, DatasetSummary, KnownDataset, PlaneSamples } from './data.ts'
import type { StoredSetState } from './downloads.ts'
import type { EvaluatedSample, Evaluation, Explanation, WordPlane } from './evaluation.ts'
import type { Connection } from './events.ts'
import type { ExampleExperiment, SavedExperiment } from './experiments.ts'
import type { ArchivePlan, FileInspection, ImportReport, WrittenFile } from './importing.ts'
import type { DirectoryListing, Settings } from './lab.ts'
import type { GradientCheckState, LedgerPage } from './ledger.ts'
import type { requestSchemas } from './requests.ts'
import type { RunDetails, RunSummary } from './runs.ts'
import type { ArrayFacts, RecognizedFile, TableBeginning, TableRow, TableSurvey } from './tables.ts'

/** What each request answers. */
export interface Responses {
  connect: Connection
  changeSettings: Settings
  inspectDataset: DatasetSummary
  examineDataset: DatasetExamination
  /** The examination itself is refused then. */
  cancelExamination: null
  listDatasets: readonly KnownDataset[]
  recognizeData: RecognizedFile
  previewTable: TableBeginning
  surveyTable: TableSurvey
  readTable: readonly TableRow[]
  listArrays: readonly ArrayFacts[]
  listStoredSets: readonly StoredSetState[]
  startDownload: StoredSetState
  cancelDownload: StoredSetState
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
  paceRun: null
  forkRun: RunSummary
  /** Whether there is a process to watch; otherwise `getInsight` tells what there is to see. */
  watchRun: { readonly live: boolean }
  /** What the last checkpoint has learned; null before there is one. */
  getInsight: Insight | null
  /** Some of the run's data, where it has two inputs; else null. */
  getPlaneSamples: PlaneSamples | null
  getRun: RunDetails
  pointRunToData: RunDetails
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
  sendFile: { readonly id: string }
  sendPart: null
  /** As many bytes as a message may well have, none behind the end. */
  readPart: { readonly bytes: Uint8Array }
  keepData: { readonly path: string }
  forgetFile: null
  inspectFile: FileInspection
  importFile: ImportReport
  planArchive: ArchivePlan
  archiveRuns: WrittenFile
  /** What was asked for is refused then. */
  cancelCarrying: null
}

export type RequestName = keyof typeof requestSchemas

export type RequestArguments<K extends RequestName> = z.input<(typeof requestSchemas)[K]>
