import type { Plugin } from 'chart.js'

const size = 5

/** Marks places on the x axis with small triangles that stand on it: where an alarm was raised. */
export function axisMarksPlugin(places: () => readonly number[], colour: () => string): Plugin<'line'> {
  return {
    id: 'axisMarks',
    afterDatasetsDraw(chart) {
      const x = chart.scales['x']
      if (!x) return
      const { bottom, left, right } = chart.chartArea
      const { ctx } = chart
      ctx.save()
      ctx.fillStyle = colour()
      for (const place of places()) {
        const at = x.getPixelForValue(place)
        if (at < left || at > right) continue
        ctx.beginPath()
        ctx.moveTo(at - size, bottom)
        ctx.lineTo(at, bottom - 2 * size)
        ctx.lineTo(at + size, bottom)
        ctx.fill()
      }
      ctx.restore()
    },
  }
}
