import type { TitledCanvas } from '../../charts/chart-picture.ts'
import type { ChartTheme } from '../../charts/chart-theme.ts'
import { mix, parseColour, toCss } from '../../charts/surface-colours.ts'
import { strongestShade, type Cell } from '../../components/confusion/confusion.ts'
import { shadeAt, type Matrix } from './confusion-matrices.ts'

/** How a matrix is drawn to be saved: as it stands on the page. */
export interface MatrixLook {
  readonly against: { readonly matrix: Matrix; readonly reach: number } | null
  readonly side: number
  /** What is written into a cell; null where there is no room. */
  readonly textOf: ((matrix: Matrix, cell: Cell) => string) | null
}

/** Pixels of the picture for each of the page. */
const sharpness = 2
const labelRoom = 72
const headRoom = 20

export function drawMatrix(title: string, matrix: Matrix, look: MatrixLook, theme: ChartTheme): TitledCanvas {
  const { names } = matrix.classes
  const { side } = look
  const pitch = side + 1
  const size = { width: labelRoom + pitch * names.length, height: headRoom + pitch * names.length }
  const canvas = document.createElement('canvas')
  canvas.width = size.width * sharpness
  canvas.height = size.height * sharpness
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser draws no 2-D canvas')
  context.scale(sharpness, sharpness)
  context.textBaseline = 'middle'
  context.font = `${theme.font.size}px ${theme.font.family}`
  const raised = parseColour(theme.raised)

  function write(text: string, x: number, y: number, room: number, align: CanvasTextAlign, colour: string): void {
    if (!context || side < 16) return
    context.textAlign = align
    context.fillStyle = colour
    context.fillText(text, x, y, room)
  }

  names.forEach((name, i) => {
    const middle = (i + 0.5) * pitch
    write(name, labelRoom + middle, headRoom / 2, side, 'center', theme.muted)
    write(name, labelRoom - 8, headRoom + middle, labelRoom - 8, 'end', theme.muted)
  })
  names.forEach((_, truth) => {
    names.forEach((_, predicted) => {
      const cell = { truth, predicted }
      const { sign, strength } = shadeAt(matrix, cell, look.against)
      context.fillStyle = toCss(mix(raised, parseColour(theme.token(`--sign-${sign}`)), strongestShade * strength))
      const [x, y] = [labelRoom + predicted * pitch, headRoom + truth * pitch]
      context.fillRect(x, y, side, side)
      if (look.textOf) write(look.textOf(matrix, cell), x + side / 2, y + side / 2, side, 'center', theme.text)
    })
  })
  return { title, canvas, size }
}
