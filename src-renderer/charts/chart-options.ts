import type { ChartOptions } from 'chart.js'
import type { XUnit, YScale } from './chart-line.ts'
import type { ChartTheme } from './chart-theme.ts'

export interface AxisSettings {
  readonly x: XUnit
  readonly xTitle: string
  /** Whether the axis is labelled; not where a chart below shares it. */
  readonly xLabels: boolean
  /** Where the axis begins: not at zero where a part of it is magnified. */
  readonly xStart?: number
  /** Where the axis ends at least: the charts that share it agree on this. */
  readonly xEnd: number
  readonly y: YScale
  /** The values cannot leave 0…1. */
  readonly share?: boolean
  /** Room right of the plot for the labels at the lines' ends, in pixels. */
  readonly labelRoom: number
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
  readonly formatTick: (value: number) => string
}

/** The same for every chart, so that plots above each other line up. */
const yAxisWidth = 58

/** Chart.js options of a learning-curve chart: no animation, no legend, thin lines, all points ready-made. */
export function toOptions(settings: AxisSettings, theme: ChartTheme): ChartOptions<'line'> {
  const ticks = { color: theme.muted, font: theme.font, padding: 6 }
  const grid = { color: theme.line, drawTicks: false, lineWidth: 1 }
  const border = { color: theme.control }
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    layout: { padding: { top: 8, right: settings.labelRoom } },
    interaction: { mode: 'nearestPerLine', intersect: false },
    scales: {
      x: {
        type: 'linear',
        min: settings.xStart ?? 0,
        max: settings.xEnd,
        title: { display: settings.xLabels, text: settings.xTitle, color: theme.muted, font: theme.font, padding: 0 },
        ticks: {
          ...ticks,
          display: settings.xLabels,
          maxRotation: 0,
          autoSkipPadding: 24,
          includeBounds: false,
          ...(settings.x === 'step' ? { precision: 0 } : {}),
          callback: (value) => settings.formatX(Number(value)),
        },
        grid: { ...grid, display: false },
        border,
      },
      y: {
        type: settings.y,
        ...(settings.share ? { max: 1, suggestedMin: 0.5 } : { grace: '4%' }),
        ...(settings.y === 'linear' && !settings.share ? { beginAtZero: true } : {}),
        // What a linear scale has is few enough; whether they fit need not be measured at every drawing.
        ticks: {
          ...ticks,
          maxTicksLimit: 6,
          autoSkip: settings.y !== 'linear',
          maxRotation: 0,
          callback: (value) => settings.formatTick(Number(value)),
        },
        grid,
        border: { ...border, display: false },
        afterFit: (axis) => void (axis.width = yAxisWidth),
      },
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
        caretPadding: 12,
        padding: 8,
        boxWidth: 12,
        boxHeight: 3,
        multiKeyBackground: theme.raised,
        boxPadding: 6,
        titleColor: theme.muted,
        titleFont: { ...theme.font, weight: 'normal' },
        bodyColor: theme.text,
        bodyFont: theme.font,
        callbacks: {
          title: ([item]) => (item ? `${settings.xTitle} ${settings.formatX(item.parsed.x ?? 0)}` : ''),
          label: (item) => `${item.dataset.label ?? ''}  ${settings.formatY(item.parsed.y ?? NaN)}`,
          labelColor: (item) => {
            const colour = lineColour(item.dataset.borderColor)
            return { borderColor: colour, backgroundColor: colour }
          },
        },
      },
    },
  }
}

/** Every line has one plain colour: see toDataset. */
function lineColour(colour: unknown): string {
  return typeof colour === 'string' ? colour : ''
}
