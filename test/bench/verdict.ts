import type { Measurement } from './measurement.ts'
import type { Table } from './table.ts'

/** `≥ 2: met`. */
export function verdictOf(value: number, target: NonNullable<Measurement['target']>): string {
  const [bound, isMet] =
    'atMost' in target
      ? [`≤ ${target.atMost}`, value <= target.atMost]
      : [`≥ ${target.atLeast}`, value >= target.atLeast]
  return `${bound}: ${isMet ? 'met' : 'NOT met'}`
}

/** Figures, one a row, each with its target. */
export function tableOfMeasurements(title: string, measurements: readonly Measurement[]): Table {
  const rows = measurements.map(({ what, value, unit, target }) => [
    what,
    `${formatFigure(value)} ${unit}`,
    target ? verdictOf(value, target) : '',
  ])
  return { title, columns: ['what', 'measured', 'target'], rows, notes: [] }
}

/** Three digits that count, or all before the point: 0.0123, 4.56, 78.9, 12,345. */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const digits = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
  const decimals = Math.min(Math.max(2 - digits, 0), 6)
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}
