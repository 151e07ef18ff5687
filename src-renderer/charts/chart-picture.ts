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

/** A canvas to be copied: of the page, or one drawn for this with as many pixels as its size says. */
export interface TitledCanvas {
  readonly title: string
  readonly canvas: HTMLCanvasElement
  /** In CSS pixels; needed where the canvas is not on the page. */
  readonly size?: { readonly width: number; readonly height: number }
}

/** More beside each other make a picture too wide for a page. */
const mostAcross = 5

/**
 * Charts beside each other with a legend below, on the plain colour of a panel: a picture that explains itself wherever
 * it is put.
 */
export function chartPicture(
  titled: readonly TitledCanvas[],
  legend: readonly PictureLegend[],
  theme: ChartTheme,
): HTMLCanvasElement {
  const charts = titled.map(({ title, canvas, size }) => ({
    title,
    canvas,
    width: size?.width ?? canvas.clientWidth,
    height: size?.height ?? canvas.clientHeight,
  }))
  const scale = Math.max(1, ...charts.map(({ canvas, width }) => canvas.width / Math.max(1, width)))
  const lines = Array.from({ length: Math.ceil(charts.length / mostAcross) }, (_, i) =>
    charts.slice(i * mostAcross, (i + 1) * mostAcross),
  )
  const chartWidth = Math.max(...lines.map((line) => line.reduce((sum, { width }) => sum + width + margin, margin)))
  const heights = lines.map((line) => lineHeight + Math.max(...line.map(({ height }) => height)) + margin)
  const chartsEnd = heights.reduce((sum, height) => sum + height, margin)
  const picture = document.createElement('canvas')
  picture.width = Math.ceil(chartWidth * scale)
  picture.height = Math.ceil((chartsEnd + legend.length * lineHeight + margin) * scale)
  const context = picture.getContext('2d')
  if (!context) throw new Error('This browser draws no 2-D canvas')
  context.scale(scale, scale)
  context.fillStyle = theme.token('--surface-panel')
  context.fillRect(0, 0, picture.width, picture.height)
  context.textBaseline = 'middle'

  let top = margin
  lines.forEach((line, i) => {
    let left = margin
    for (const { title, canvas, width, height } of line) {
      context.font = `600 ${theme.font.size}px ${theme.font.family}`
      context.fillStyle = theme.text
      context.fillText(fitting(context, title, width), left, top + lineHeight / 2)
      context.drawImage(canvas, left, top + lineHeight, width, height)
      left += width + margin
    }
    top += heights[i] ?? 0
  })
  context.font = `${theme.font.size}px ${theme.font.family}`
  legend.forEach((entry, i) => {
    const middle = chartsEnd + (i + 0.5) * lineHeight
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
