import type { ChartTheme } from './chart-theme.ts'

export interface PictureLegend {
  readonly text: string
  readonly colour: string
  readonly dash: readonly number[]
}

const margin = 16
const lineHeight = 20
const swatchWidth = 24
const gap = 8

/**
 * Charts beside each other with a legend below, on the plain colour of a panel: a picture that explains itself wherever
 * it is put.
 */
export function chartPicture(
  charts: readonly { readonly title: string; readonly canvas: HTMLCanvasElement }[],
  legend: readonly PictureLegend[],
  theme: ChartTheme,
): HTMLCanvasElement {
  const scale = Math.max(1, ...charts.map(({ canvas }) => canvas.width / Math.max(1, canvas.clientWidth)))
  const chartWidth = charts.reduce((sum, { canvas }) => sum + canvas.clientWidth + margin, margin)
  const chartHeight = Math.max(...charts.map(({ canvas }) => canvas.clientHeight))
  const picture = document.createElement('canvas')
  picture.width = Math.ceil(chartWidth * scale)
  picture.height = Math.ceil((chartHeight + (legend.length + 1) * lineHeight + 3 * margin) * scale)
  const context = picture.getContext('2d')
  if (!context) throw new Error('This browser draws no 2-D canvas')
  context.scale(scale, scale)
  context.fillStyle = theme.token('--surface-panel')
  context.fillRect(0, 0, picture.width, picture.height)
  context.textBaseline = 'middle'

  let left = margin
  for (const { title, canvas } of charts) {
    context.font = `600 ${theme.font.size}px ${theme.font.family}`
    context.fillStyle = theme.text
    context.fillText(title, left, margin + lineHeight / 2)
    context.drawImage(canvas, left, margin + lineHeight, canvas.clientWidth, canvas.clientHeight)
    left += canvas.clientWidth + margin
  }
  context.font = `${theme.font.size}px ${theme.font.family}`
  legend.forEach((entry, i) => {
    const middle = 2 * margin + lineHeight + chartHeight + (i + 0.5) * lineHeight
    drawSwatch(context, entry, middle)
    context.fillStyle = theme.text
    const start = margin + swatchWidth + gap
    context.fillText(fitting(context, entry.text, chartWidth - start - margin), start, middle)
  })
  return picture
}

function drawSwatch(context: CanvasRenderingContext2D, { colour, dash }: PictureLegend, middle: number): void {
  context.save()
  context.strokeStyle = colour
  context.lineWidth = 2.5
  context.setLineDash([...dash])
  context.beginPath()
  context.moveTo(margin, middle)
  context.lineTo(margin + swatchWidth, middle)
  context.stroke()
  context.restore()
}

/** As much of the text as the width has room for. */
function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let kept = text
  while (kept !== '' && context.measureText(`${kept}…`).width > width) kept = kept.slice(0, -1)
  return `${kept}…`
}
