import type { CsvGuess } from '../../src-engine/datasets/csv/guess.ts'
import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import type { Problem } from '../../src-engine/problem.ts'
import type { Shape } from '../../src-engine/shape.ts'

/** The first rows of a table, and what there is to know of its file. */
export interface TableBeginning {
  /** Its full path. */
  readonly path: string
  /** As it lies on the disk. */
  readonly bytes: number
  /** When it was changed last, in milliseconds since 1970. */
  readonly mtime: number
  readonly isZipped: boolean
  readonly startsWithMark: boolean
  /** What cuts its lines into values: the one that was asked for, or else the guess. */
  readonly delimiter: CsvGuess['delimiter']
  /** Empty lines are left out. */
  readonly rows: readonly TableRow[]
  /** Whether that is all of it. */
  readonly isWhole: boolean
  /** What is wrong with the row after the last one; null where nothing is. */
  readonly problem: Problem | null
}

export interface TableRow {
  readonly values: readonly string[]
  /** The line it begins at, from 1. */
  readonly line: number
}

/** What a walk through the whole table has found. */
export interface TableSurvey {
  /** Without the names of the columns. */
  readonly rows: number
  /** Rows that have more or fewer values than the first; the line of the first of them, and how many it has. */
  readonly unevenRows: { readonly count: number; readonly firstLine: number; readonly firstLength: number } | null
  readonly columns: readonly ColumnFacts[]
  /** Where some of the rows begin; none in a zipped file, which can only be read from its front. */
  readonly marks: readonly TableMark[]
}

export interface ColumnFacts {
  readonly missing: number
  /** How many of those that are missing are infinities. */
  readonly infinite: number
  /** Values that are there and are no numbers. */
  readonly notNumbers: number
  /** Of the numbers; null where there are none. */
  readonly minimum: number | null
  readonly maximum: number | null
  /** How many different values there are; null where they are too many to count. */
  readonly different: number | null
}

/** Where a row begins. */
export interface TableMark {
  /** From 0, the names of the columns not counted. */
  readonly row: number
  /** From 0, of the file. */
  readonly byte: number
  /** From 1. */
  readonly line: number
}

/** An array of a NumPy archive. */
export interface ArrayFacts {
  readonly name: string
  readonly shape: Shape
  /** NumPy's name of its type, such as `float32`. */
  readonly type: string
}

/** Data that a person has pointed at; its files by their full paths. */
export type RecognizedFile =
  | { readonly kind: 'data'; readonly dataset: DatasetSpec }
  /** Images of MNIST's kind, whose labels do not lie beside them under the usual name. */
  | { readonly kind: 'images'; readonly path: string }
