import type { Measurement } from './measurement.ts'
import type { Table } from './table.ts'

/** Whether a figure is as it is to be; null where nothing is asked of it. */
export function isMet(value: number, target: Measurement['target']): boolean | null {
  if (!target) return null
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast
}

/** `≥ 2: met`. */
export function verdictOf(value: number, target: NonNullable<Measurement['target']>): string {
  const bound = 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`
  return `${bound}: ${isMet(value, target) ? 'met' : 'NOT met'}`
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
