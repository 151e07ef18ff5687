import type { ClassEvaluation, Evaluation } from '../../../src-main/protocol.ts'
import { shadeOf, sharesOf, type Cell, type Shade } from '../../components/confusion/confusion.ts'
import type { Cell as TableCell } from '../../components/saving/separated-values.ts'

/** Matrices of runs that tell the same classes apart, in the same order. */
export interface Matrix {
  readonly runId: string
  readonly classes: ClassEvaluation
  readonly shares: readonly (readonly number[])[]
}

export function matrixOf(runId: string, classes: ClassEvaluation): Matrix {
  return { runId, classes, shares: sharesOf(classes.confusion) }
}

/** The classes that most of the runs have, the first of equals; null where none has any. */
export function sharedNames(evaluations: readonly Evaluation[]): readonly string[] | null {
  const named = evaluations.flatMap(({ classes }) => (classes ? [classes.names] : []))
  const votes = named.map((names) => named.filter((others) => isSame(names, others)).length)
  return named[votes.indexOf(Math.max(...votes))] ?? null
}

/** Why a run's matrix cannot stand beside those of classes `names`; null where it can. */
export function whyNoMatrix(
  { classes, regression }: Evaluation,
  names: readonly string[] | null,
): 'numbers' | 'manyClasses' | 'otherClasses' | null {
  if (regression) return 'numbers'
  if (!classes) return 'manyClasses'
  return names && isSame(classes.names, names) ? null : 'otherClasses'
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i])

export const countAt = ({ classes }: Matrix, { truth, predicted }: Cell): number =>
  classes.confusion[truth]?.[predicted] ?? 0

export const shareAt = ({ shares }: Matrix, { truth, predicted }: Cell): number => shares[truth]?.[predicted] ?? 0

/** Whether two runs were given as many samples of each class, so that their counts can be subtracted. */
export function haveSameTotals(a: Matrix, b: Matrix): boolean {
  return a.classes.scores.every(({ support }, i) => support === b.classes.scores[i]?.support)
}

/** How far shares lie from those of the reference at most, over all cells of all runs: where the colours are full. */
export function reachOf(matrices: readonly Matrix[], reference: Matrix): number {
  const distances = matrices.flatMap(({ shares }) =>
    shares.map((row, truth) =>
      Math.max(...row.map((share, i) => Math.abs(share - shareAt(reference, { truth, predicted: i })))),
    ),
  )
  return Math.max(0, ...distances)
}

/** A cell's shade by itself, or by its difference from the reference: blue for more, orange for less. A root, as above: a few are to be seen. */
export function shadeAt(
  matrix: Matrix,
  cell: Cell,
  against: { readonly matrix: Matrix; readonly reach: number } | null,
): Shade {
  const share = shareAt(matrix, cell)
  if (!against) return shadeOf(cell.truth === cell.predicted, share)
  const difference = share - shareAt(against.matrix, cell)
  return {
    sign: difference < 0 ? 'negative' : 'positive',
    strength: against.reach > 0 ? Math.sqrt(Math.abs(difference) / against.reach) : 0,
  }
}

/** One row a cell; a column of counts for each run. */
export function confusionRows(matrices: readonly Matrix[], headOf: (runId: string) => string): TableCell[][] {
  const names = matrices[0]?.classes.names ?? []
  const rows = names.flatMap((name, truth) =>
    names.map((taken, predicted): TableCell[] => [
      name,
      taken,
      ...matrices.map((matrix) => countAt(matrix, { truth, predicted })),
    ]),
  )
  return [['true', 'predicted', ...matrices.map(({ runId }) => headOf(runId))], ...rows]
}

/** The width of a cell that shows its text, of so many characters, where all of a table has room for it. */
export function cellSize(classCount: number, characters: number): { readonly side: number; readonly isText: boolean } {
  const room = Math.floor(tableWidth / classCount)
  const needed = characterWidth * characters + 4
  const isText = needed <= room || (classCount <= 10 && needed <= mostWidth)
  return { side: Math.min(mostSide, Math.max(leastSide, isText ? Math.max(needed, room) : room)), isText }
}

/** In pixels, of the small type in digits. */
const characterWidth = 7
const tableWidth = 280
const mostWidth = 40
const mostSide = 44
const leastSide = 8
