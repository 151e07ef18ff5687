import type { Chart, Plugin, Point } from 'chart.js'
import type { ChartTheme } from './chart-theme.ts'

export interface EndLabel {
  readonly text: string
  readonly colour: string
}

export const labelGap = 8
/** Labels come closer together before they leave the chart. */
const lineHeight = { usual: 16, least: 10 }

/**
 * Moves labels apart that would overlap, as little as possible, keeping their order and staying inside `top`…`bottom`.
 *
 * @param wanted the heights they belong at, in any order
 * @returns the heights they get, in the same order
 */
export function spreadLabels(wanted: readonly number[], top: number, bottom: number, height: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const placed = [...wanted]
  let lowest = top
  for (const i of order) {
    placed[i] = Math.max(placed[i] ?? 0, lowest)
    lowest = (placed[i] ?? 0) + height
  }
  let highest = bottom
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i] ?? 0, highest)
    highest = (placed[i] ?? 0) - height
  }
  return placed
}

/** Writes each line's label where the line ends, so that no legend needs decoding. */
export function endLabelsPlugin(labels: () => readonly EndLabel[], theme: () => ChartTheme): Plugin<'line'> {
  return {
    id: 'endLabels',
    afterDatasetsDraw(chart) {
      const ends = labels().flatMap((label, i) => {
        const end = label.text === '' ? null : lineEnd(chart, i)
        return end ? [{ ...label, ...end }] : []
      })
      const { bottom, right } = chart.chartArea
      const height = Math.max(lineHeight.least, Math.min(lineHeight.usual, bottom / ends.length))
      const heights = spreadLabels(
        ends.map((end) => end.y),
        height / 2,
        bottom - height / 2,
        height,
      )
      const { ctx } = chart
      const { font } = theme()
      ctx.save()
      ctx.font = `${font.size}px ${font.family}`
      ctx.textBaseline = 'middle'
      ends.forEach((end, i) => {
        ctx.fillStyle = end.colour
        ctx.fillText(end.text, right + labelGap, heights[i] ?? end.y)
      })
      ctx.restore()
    },
  }
}

/** Where the last drawable point of a dataset lies, in pixels. */
function lineEnd(chart: Chart<'line'>, index: number): { y: number } | null {
  const y = chart.scales['y']
  const last = (chart.data.datasets[index]?.data ?? []).findLast(isDrawn)
  if (!y || !isDrawn(last)) return null
  const { top, bottom } = chart.chartArea
  return { y: Math.min(bottom, Math.max(top, y.getPixelForValue(last.y))) }
}

function isDrawn(point: unknown): point is Point & { y: number } {
  return typeof point === 'object' && point !== null && 'y' in point && Number.isFinite(point.y)
}
