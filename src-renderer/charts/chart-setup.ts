import {
  Chart,
  Interaction,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  type InteractionItem,
  type InteractionModeFunction,
  type Plugin,
} from 'chart.js'
import { nearestIndex } from './nearest.ts'

declare module 'chart.js' {
  interface InteractionModeMap {
    /** Of every named line the point nearest to the pointer along x. */
    nearestPerLine: InteractionModeFunction
  }
}

const nearestPerLine: InteractionModeFunction = (chart, event) => {
  const { x } = event
  if (x === null) return []
  return chart.getSortedVisibleDatasetMetas().flatMap((meta): InteractionItem[] => {
    if (chart.data.datasets[meta.index]?.label === undefined) return []
    const index = nearestIndex(meta.data.length, (i) => meta.data[i]?.x ?? NaN, x)
    const element = meta.data[index]
    return element && !Number.isNaN(element.y) ? [{ element, datasetIndex: meta.index, index }] : []
  })
}

/** A hairline through what the tooltip speaks of. */
const hoverLine: Plugin<'line'> = {
  id: 'hoverLine',
  beforeDatasetsDraw(chart) {
    const [active] = chart.tooltip?.getActiveElements() ?? []
    if (!active) return
    const { ctx, chartArea } = chart
    ctx.save()
    const colour = chart.options.scales?.['x']?.border?.color
    if (typeof colour === 'string') ctx.strokeStyle = colour
    ctx.lineWidth = 1
    ctx.beginPath()
    ctx.moveTo(active.element.x, chartArea.top)
    ctx.lineTo(active.element.x, chartArea.bottom)
    ctx.stroke()
    ctx.restore()
  },
}

Interaction.modes.nearestPerLine = nearestPerLine
Chart.register(LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip, hoverLine)

export { Chart }
