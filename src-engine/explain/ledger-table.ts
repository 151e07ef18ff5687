import type { NestedNumbers, Shape } from '../shape.ts'
import type { LedgerStep } from './ledger.ts'
import { numberAt } from './nest.ts'
import type { Name } from './symbolic/expression.ts'
import { hasSamples, keyOfArray, nameOfArray, numbersOfArray, type LedgerArray, type LedgerPlace } from './symbolic/ledger-array.ts' // prettier-ignore
import type { Signal } from './symbolic/notation.ts'
import { shapeOf } from './symbolic/retraced-step.ts'

/** As much of an array of the ledger as can be looked at: rows and columns of its last two dimensions. */
export interface LedgerTable {
  readonly key: string
  readonly array: LedgerArray
  readonly name: Name
  /** Of the whole array, the samples first where it has them. */
  readonly shape: Shape
  /** Whether its first dimension is the batch. */
  readonly hasSamples: boolean
  /** The indexes of the dimensions before the last two, chosen so as to show what is looked for. */
  readonly at: readonly number[]
  readonly rows: LedgerSpan
  readonly columns: LedgerSpan
  /** Of the rows and columns shown. */
  readonly values: readonly (readonly number[])[]
  /** The largest magnitude in the whole array. */
  readonly reach: number
  /** Cells the number was worked out from, or the number itself: row and column in the slice that is shown. */
  readonly marked: readonly (readonly [row: number, column: number])[]
}

/** Some of many. */
export interface LedgerSpan {
  readonly start: number
  readonly count: number
  readonly total: number
}

/** Where a person wants to look. */
export interface LedgerWindow {
  readonly row: number
  readonly column: number
}

/** So many rows or columns are shown whole; of more, some at a time. */
const shownWhole = 32
export const tableWindow = 20

/**
 * A table of an array around the marked places.
 *
 * @param window where to begin; without it where the first marked place is
 * @param sample the only row of samples to be shown; null for all
 * @throws RangeError if the step has no such array
 */
export function ledgerTable(
  step: LedgerStep,
  array: LedgerArray,
  places: readonly LedgerPlace[],
  {
    signalAt,
    window,
    sample,
  }: {
    readonly signalAt: (index: number) => Signal
    readonly window: LedgerWindow | null
    readonly sample: number | null
  },
): LedgerTable {
  const numbers = numbersOfArray(step, array)
  if (!numbers) throw new RangeError(`the step has no ${keyOfArray(array)}`)
  const shape = shapeOf(numbers)
  const depth = Math.max(0, shape.length - 2)
  const [rowTotal = 1, columnTotal = 1] = shape.length === 1 ? [1, ...shape] : shape.slice(depth)
  const first = places[0]?.path ?? shape.map(() => 0)
  const at = first.slice(0, depth)
  const inSlice = places.filter(({ path }) => at.every((index, i) => index === path[i])).map(({ path }) => cellOf(path))
  const [firstRow, firstColumn] = cellOf(first)
  const oneRow = sample !== null && hasSamples(array) && shape.length === 2
  const rows = oneRow ? { start: sample, count: 1, total: rowTotal } : spanOf(window?.row, firstRow, rowTotal)
  const columns = spanOf(window?.column, firstColumn, columnTotal)
  const path = (row: number, column: number) => (shape.length === 1 ? [column] : [...at, row, column])
  return {
    key: keyOfArray(array),
    array,
    name: nameOfArray(array, signalAt),
    shape,
    hasSamples: hasSamples(array),
    at,
    rows,
    columns,
    values: range(rows).map((row) => range(columns).map((column) => numberAt(numbers, path(row, column)))),
    reach: reachOf(numbers),
    marked: inSlice.filter(
      ([row, column], i) =>
        isIn(rows, row) && isIn(columns, column) && inSlice.findIndex(([y, x]) => y === row && x === column) === i,
    ),
  }
}

function cellOf(path: readonly number[]): [row: number, column: number] {
  return path.length === 1 ? [0, path[0] ?? 0] : [path.at(-2) ?? 0, path.at(-1) ?? 0]
}

/** All of a few; of many a window that begins where it is wanted, or has the first marked one in it. */
function spanOf(wanted: number | undefined, first: number, total: number): LedgerSpan {
  if (total <= shownWhole) return { start: 0, count: total, total }
  const start = wanted ?? first - (first % tableWindow)
  const within = Math.max(0, Math.min(start, total - 1))
  return { start: within, count: Math.min(tableWindow, total - within), total }
}

function isIn({ start, count }: LedgerSpan, index: number): boolean {
  return index >= start && index < start + count
}

function range({ start, count }: LedgerSpan): number[] {
  return Array.from({ length: count }, (_, i) => start + i)
}

function reachOf(numbers: NestedNumbers): number {
  return numbers.reduce<number>(
    (reach, value) => Math.max(reach, typeof value === 'number' ? Math.abs(value) : reachOf(value)),
    0,
  )
}
