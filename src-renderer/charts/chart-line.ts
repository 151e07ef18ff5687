import type { ChartDataset, Point } from 'chart.js'
import type { CurvePoint } from './curve-buffer.ts'

/** One curve as a chart draws it. */
export interface ChartLine {
  readonly key: string
  /** What the line is, in the tooltip and at the line's end. */
  readonly name: string
  readonly points: readonly CurvePoint[]
  readonly colour: string
  readonly dash: readonly number[]
  /** Drawn strongly, faintly because another one is looked at, or as usual. */
  readonly emphasis?: 'strong' | 'faint'
}

export type XUnit = 'epoch' | 'step'
export type YScale = 'linear' | 'logarithmic'

/** The points of a line in the chart's coordinates; null breaks the line where a value cannot be drawn. */
export function toPoints(points: readonly CurvePoint[], x: XUnit, y: YScale): Point[] {
  return points.map((point) => ({ x: point[x], y: isDrawable(point.value, y) ? point.value : NaN }))
}

function isDrawable(value: number, scale: YScale): boolean {
  return Number.isFinite(value) && (scale === 'linear' || value > 0)
}

export function toDataset(line: ChartLine, x: XUnit, y: YScale): ChartDataset<'line', Point[]> {
  const faint = line.emphasis === 'faint'
  return {
    label: line.name,
    data: toPoints(line.points, x, y),
    borderColor: faint ? withAlpha(line.colour, 0.25) : line.colour,
    borderWidth: line.emphasis === 'strong' ? 2.5 : 1.5,
    borderDash: [...line.dash],
    // Strong lines lie on top, faint ones below.
    order: line.emphasis === 'strong' ? 0 : faint ? 2 : 1,
    // A single point has no line to show it.
    pointRadius: line.points.length === 1 ? 2.5 : 0,
    pointBackgroundColor: line.colour,
    pointHoverRadius: 3,
    pointHoverBackgroundColor: line.colour,
    pointHitRadius: 0,
  }
}

/** `#rrggbb` with an opacity of 0 to 1. */
export function withAlpha(colour: string, alpha: number): string {
  const byte = Math.round(Math.min(1, Math.max(0, alpha)) * 255)
  return `${colour}${byte.toString(16).padStart(2, '0')}`
}
