import type { Plugin } from 'chart.js'
import type { ChartTheme } from './chart-theme.ts'

/** A moment at which something was changed, and what is written beside it. */
export interface ChangeLine {
  readonly place: number
  readonly text: string
}

/** Draws a dashed line across the plot where a person changed something, with a word on what it became. */
export function changeLinesPlugin(lines: () => readonly ChangeLine[], theme: () => ChartTheme): Plugin<'line'> {
  return {
    id: 'changeLines',
    beforeDatasetsDraw(chart) {
      const x = chart.scales['x']
      if (!x) return
      const { top, bottom, left, right } = chart.chartArea
      const { muted, control, font } = theme()
      const { ctx } = chart
      ctx.save()
      ctx.strokeStyle = control
      ctx.fillStyle = muted
      ctx.font = `${font.size}px ${font.family}`
      ctx.textBaseline = 'top'
      ctx.setLineDash([3, 3])
      let free = left
      for (const { place, text } of lines()) {
        const at = x.getPixelForValue(place)
        if (at < left || at > right) continue
        ctx.beginPath()
        ctx.moveTo(at, top)
        ctx.lineTo(at, bottom)
        ctx.stroke()
        // A word that would run into the one before, or over the edge, is left out; the list beside the chart has it.
        const width = ctx.measureText(text).width
        if (at < free || at + width + 4 > right) continue
        ctx.fillText(text, at + 4, top)
        free = at + width + 12
      }
      ctx.restore()
    },
  }
}
