import type { ChartDataset, Point } from 'chart.js'
import type { CurvePoint } from './curve-buffer.ts'

/** One curve as a chart draws it. */
export interface ChartLine {
  readonly key: string
  /** What the line is, in the tooltip and at the line's end; null for one in the background, which says nothing. */
  readonly name: string | null
  readonly points: readonly CurvePoint[]
  readonly colour: string
  readonly dash: readonly number[]
  /** Drawn strongly, thin and pale as the noise behind a calm curve, faintly because another is looked at, or as usual. */
  readonly emphasis?: 'strong' | 'pale' | 'faint'
}

export type XUnit = 'epoch' | 'step' | 'seconds'
export type YScale = 'linear' | 'logarithmic'

/** Where a point lies on each x axis. */
export const xOf: Readonly<Record<XUnit, (point: CurvePoint) => number>> = {
  epoch: (point) => point.epoch,
  step: (point) => point.step,
  seconds: (point) => point.seconds ?? NaN,
}

/** The points of a line in the chart's coordinates; null breaks the line where a value cannot be drawn. */
export function toPoints(points: readonly CurvePoint[], x: XUnit, y: YScale): Point[] {
  const at = xOf[x]
  return points.map((point) => ({ x: at(point), y: isDrawable(point.value, y) ? point.value : NaN }))
}

function isDrawable(value: number, scale: YScale): boolean {
  return Number.isFinite(value) && (scale === 'linear' || value > 0)
}

/** Lines of a smaller order lie on top. */
const looks = {
  strong: { opacity: 1, width: 2.5, order: 0 },
  usual: { opacity: 1, width: 1.5, order: 1 },
  faint: { opacity: 0.25, width: 1.5, order: 2 },
  pale: { opacity: 0.3, width: 1, order: 3 },
} as const

export function toDataset(line: ChartLine, x: XUnit, y: YScale): ChartDataset<'line', Point[]> {
  const look = looks[line.emphasis ?? 'usual']
  return {
    ...(line.name === null ? {} : { label: line.name }),
    data: toPoints(line.points, x, y),
    borderColor: withAlpha(line.colour, look.opacity),
    borderWidth: look.width,
    borderDash: [...line.dash],
    order: look.order,
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
