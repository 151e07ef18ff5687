import type { LedgerTable } from '../../../src-main/protocol.ts'

/** How strongly a cell is coloured at most, in percent: text on it must stay readable. */
const strongest = 46

/** The colour behind a number: its sign is the hue, its size beside the largest of the array the strength. */
export function cellColour(value: number, reach: number): string {
  if (!(reach > 0) || value === 0 || Number.isNaN(value)) return 'transparent'
  const share = Math.min(1, Math.abs(value) / reach) * strongest
  const hue = value < 0 ? 'var(--sign-negative)' : 'var(--sign-positive)'
  return `color-mix(in srgb, ${hue} ${share.toFixed(1)}%, transparent)`
}

/** The place in its array of a cell that is shown; row and column counted in the slice. */
export function pathOf({ shape, at }: LedgerTable, row: number, column: number): number[] {
  return shape.length === 1 ? [column] : [...at, row, column]
}

/** The cell, and the sample it is of where the array has samples. */
export function cellOf(table: LedgerTable, row: number, column: number): { sample: number | null; cell: number[] } {
  const path = pathOf(table, row, column)
  const [sample = 0, ...cell] = path
  return table.hasSamples ? { sample, cell } : { sample: null, cell: path }
}

/** Where an arrow key leads in a table; null for other keys, and at the edge. */
export function stepTo(
  { rows, columns }: Pick<LedgerTable, 'rows' | 'columns'>,
  [row, column]: readonly [number, number],
  key: string,
): [row: number, column: number] | null {
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  }
  const move = moves[key]
  if (!move) return null
  const to: [number, number] = [row + move[0], column + move[1]]
  const inside = (index: number, { start, count }: LedgerTable['rows']) => index >= start && index < start + count
  return inside(to[0], rows) && inside(to[1], columns) ? to : null
}
