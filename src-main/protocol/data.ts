import type { Finding } from '../../src-engine/datasets/findings/index.ts'
import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import type { SplitPart } from '../../src-engine/datasets/split.ts'
import type { DataFingerprint } from '../../src-engine/model-info.ts'
import type { Shape } from '../../src-engine/shape.ts'
import type { ByLanguage } from './experiments.ts'

export interface DatasetSummary {
  readonly count: number
  readonly inputShape: Shape
  readonly targetShape: Shape
  readonly task: 'classification' | 'regression'
  readonly classNames: readonly string[] | null
  readonly inputNames: readonly string[] | null
  /** Of targets that are measures. */
  readonly targetNames: readonly string[] | null
  /** The words that inputs are indexes of, −1 standing for no word; null for plain numbers. */
  readonly vocabulary: readonly string[] | null
  /** Samples per class, in the order of the classes; null for regression. */
  readonly classCounts: readonly number[] | null
  readonly inputRange: { readonly minimum: number; readonly maximum: number; readonly mean: number }
  /** What targets reach from and to; null where they are indexes of words. */
  readonly targetRange: { readonly minimum: number; readonly maximum: number } | null
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

/** Data the lab has come across: drawn by itself, in an example, used by a run or a kept experiment, or opened. */
export interface KnownDataset {
  /** The same for as long as the data is: part of an address. */
  readonly id: string
  readonly group: 'generated' | 'stored' | 'text' | 'files' | 'own'
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

/** A file or folder that data is read from and that is not where the experiment names it. */
export interface MissingFile {
  /** Of the experiment's `dataset`. */
  readonly key: string
  /** As the experiment has it. */
  readonly name: string
  /** A folder will do as well as a file. */
  readonly folders: boolean
}
