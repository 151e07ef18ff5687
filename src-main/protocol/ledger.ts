import type { GradientReport } from '../../src-engine/explain/gradient-check.ts'
import type { LedgerPicture } from '../../src-engine/explain/ledger-picture.ts'
import type { LedgerStage } from '../../src-engine/explain/ledger-stages.ts'
import type { LedgerTable } from '../../src-engine/explain/ledger-table.ts'
import type { SymbolicLine } from '../../src-engine/explain/symbolic.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { Sentence } from '../../src-engine/sentence.ts'

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
