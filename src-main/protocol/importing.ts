import type { Experiment } from '../../src-engine/spec.ts'
import type { Shape } from '../../src-engine/shape.ts'
import type { Problem } from '../../src-engine/problem.ts'
import type { MissingFile } from './data.ts'
import type { SavedExperiment } from './experiments.ts'
import type { RunImport, RunStatus, RunSummary } from './runs.ts'

/** What was read from a file. */
export type ImportReport =
  /** `added` is false where the very same experiment was there already. */
  | {
      readonly kind: 'experiment'
      readonly added: boolean
      readonly experiment: SavedExperiment
      readonly missing: readonly MissingFile[]
    }
  | {
      readonly kind: 'weights'
      readonly run: RunSummary
      readonly imported: RunImport
      readonly missing: readonly MissingFile[]
    }
  /** `experiments`: how many saved ones were added. */
  | { readonly kind: 'archive'; readonly runs: readonly ImportedRun[]; readonly experiments: number }

export interface ImportedRun {
  readonly run: RunSummary
  /** Its id in the archive. */
  readonly archivedId: string
  /** `copied`: a run of that id but with other content was there, which is kept; this one has an id of its own. */
  readonly outcome: 'added' | 'copied' | 'present'
  /** Of its data. */
  readonly missing: readonly MissingFile[]
}

/** What a file holds, told before anything of it is stored. */
export type FileContent =
  /** `present`: the very same is in the lab already. */
  | {
      readonly kind: 'experiment'
      readonly experiment: Experiment
      readonly present: boolean
      readonly missing: readonly MissingFile[]
    }
  | WeightsContent
  | {
      readonly kind: 'archive'
      readonly runs: readonly ArchivedRun[]
      /** Saved experiments. */
      readonly experiments: number
      /** Whether all of it is in the lab already. */
      readonly present: boolean
    }

export interface WeightsContent {
  readonly kind: 'weights'
  readonly format: RunImport['format']
  /** What the file says of itself; null where it holds nothing but numbers. */
  readonly own: { readonly name: string; readonly run: string | null; readonly checkpoint: string | null } | null
  /** Every tensor of the file, and of the stack they are to go into where one is known. */
  readonly tensors: readonly TensorFit[]
  /** Of the data of the experiment they are to go into. */
  readonly missing: readonly MissingFile[]
  /** All that keeps the weights from going there; empty where nothing does, or where they go is not known. */
  readonly problems: readonly Problem[]
}

/** A tensor beside what the stack has under its name. */
export interface TensorFit {
  readonly name: string
  /** Null where the file does not have it. */
  readonly found: Shape | null
  /** Null where the stack does not have it, or no stack is known. */
  readonly needed: Shape | null
}

export interface ArchivedRun {
  /** Its id in the archive. */
  readonly id: string
  readonly name: string
  readonly status: RunStatus
  readonly epoch: number
  readonly checkpoints: number
  /** As an import would end. */
  readonly outcome: ImportedRun['outcome']
  /** Of its data, as it would be found from here. */
  readonly missing: readonly MissingFile[]
}

export interface FileInspection {
  /** Without folders. */
  readonly name: string
  readonly bytes: number
  readonly content: FileContent
}

/** What an archive of some runs would hold. */
export interface ArchivePlan {
  readonly runs: number
  /** Each is there once, however many runs have it. */
  readonly checkpoints: number
  readonly checkpointBytes: number
  /** Runs that are training, of which there can be no archive now. */
  readonly busy: readonly { readonly id: string; readonly number: number; readonly name: string }[]
}

/** A file of the lab's, to be fetched in parts; it is there until it is forgotten. */
export interface WrittenFile {
  readonly id: string
  readonly bytes: number
  readonly sha256: string
}
