import type { ChartDataset, ChartOptions, Point, Scale } from 'chart.js'
import type { ChartTheme } from './chart-theme.ts'

export interface ScatterPoint {
  readonly key: string
  readonly x: number
  readonly y: number
  /** What the point is, in the tooltip. */
  readonly name: string
  readonly colour: string
  readonly style: 'circle' | 'rect' | 'triangle' | 'rectRot'
}

export interface ScatterAxis {
  readonly title: string
  /** The title stands beside the chart, where there is room for it. */
  readonly isCaptioned?: boolean
  /** What the whole numbers from 0 stand for where the values are words; null where they are numbers. */
  readonly words: readonly string[] | null
  /** The values are shares of one, such as accuracy. */
  readonly share?: boolean
  readonly format: (value: number) => string
  /** The same in little room, at the axis. */
  readonly formatTick: (value: number) => string
}

/** From how many times the smallest value on an axis is logarithmic. */
const wideSpan = 20

/** How much farther than its points a logarithmic axis goes. */
const logarithmicGrace = 1.3

/** Whether powers would crowd at one end of a linear axis. */
export function isWide(values: readonly number[]): boolean {
  const smallest = Math.min(...values)
  return values.length > 1 && smallest > 0 && Math.max(...values) >= wideSpan * smallest
}

/** Chart.js finds the points in sight by their order. */
export function sortedByX(points: readonly ScatterPoint[]): readonly ScatterPoint[] {
  return [...points].sort((a, b) => a.x - b.x)
}

/** @param points in the order of x; the one that is hovered is drawn large */
export function toScatterDataset(
  points: readonly ScatterPoint[],
  hovered: string | null,
): ChartDataset<'line', Point[]> {
  const radius = points.map(({ key }) => (key === hovered ? 8 : 5))
  return {
    data: points.map(({ x, y }) => ({ x, y })),
    showLine: false,
    pointStyle: points.map(({ style }) => style),
    pointBackgroundColor: points.map(({ colour }) => colour),
    pointBorderWidth: 0,
    pointRadius: radius,
    pointHoverRadius: 8,
  }
}

export function toScatterOptions(
  points: readonly ScatterPoint[],
  x: ScatterAxis,
  y: ScatterAxis,
  theme: ChartTheme,
): ChartOptions<'line'> {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    layout: { padding: { top: 12, right: 24 } },
    interaction: { mode: 'nearest', intersect: true },
    scales: {
      x: axisOptions(
        x,
        points.map((point) => point.x),
        theme,
      ),
      y: axisOptions(
        y,
        points.map((point) => point.y),
        theme,
      ),
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        animation: false,
        backgroundColor: theme.raised,
        borderColor: theme.control,
        borderWidth: 1,
        cornerRadius: 4,
        caretSize: 0,
        padding: 8,
        displayColors: false,
        titleColor: theme.text,
        titleFont: theme.font,
        bodyColor: theme.muted,
        bodyFont: theme.font,
        callbacks: {
          title: ([item]) => (item ? (points[item.dataIndex]?.name ?? '') : ''),
          label: ({ parsed }) => [
            `${x.title}: ${valueText(x, parsed.x ?? NaN)}`,
            `${y.title}: ${valueText(y, parsed.y ?? NaN)}`,
          ],
        },
      },
    },
  }
}

function axisOptions(axis: ScatterAxis, values: readonly number[], theme: ChartTheme) {
  const common = {
    title: { display: !axis.isCaptioned, text: axis.title, color: theme.muted, font: theme.font, padding: 0 },
    grid: { color: theme.line, drawTicks: false, lineWidth: 1 },
    border: { color: theme.control },
  }
  const ticks = { color: theme.muted, font: theme.font, padding: 6, maxRotation: 0, autoSkipPadding: 16 }
  if (axis.words) {
    const callback = (value: string | number): string => axis.words?.[Number(value)] ?? ''
    const ends = { min: -0.5, max: axis.words.length - 0.5 }
    return { ...common, ...ends, type: 'linear' as const, ticks: { ...ticks, stepSize: 0.5, callback } }
  }
  // Room is left above the highest point, but there is no share beyond one.
  const callback = (value: string | number): string =>
    axis.share && Number(value) > 1 ? '' : axis.formatTick(Number(value))
  if (!isWide(values)) {
    return { ...common, type: 'linear' as const, grace: '5%', ticks: { ...ticks, maxTicksLimit: 8, callback } }
  }
  return {
    ...common,
    type: 'logarithmic' as const,
    min: Math.min(...values) / logarithmicGrace,
    max: Math.max(...values) * logarithmicGrace,
    afterBuildTicks: (scale: Pick<Scale, 'ticks'>) => void (scale.ticks = scale.ticks.filter(isRound)),
    ticks: { ...ticks, callback },
  }
}

/** 1, 2 or 5 in its only digit. */
function isRound({ value }: { readonly value: number }): boolean {
  return ['1', '2', '5'].includes(Number(value.toPrecision(6)).toExponential().split('e')[0] ?? '')
}

function valueText(axis: ScatterAxis, value: number): string {
  return axis.words?.[value] ?? axis.format(value)
}
