import type { LayerSpec } from '../../src-engine/layers/index.ts'
import { sizeOf, type Shape } from '../../src-engine/shape.ts'
import type { NetworkReport } from '../../src-engine/validate.ts'
import type { DataFacts } from './fixes.ts'

/** One thing the network holds at a time: its input, or what a layer that makes something new of it puts out. */
export interface DiagramColumn {
  /** The layer that made it and those after it that only change its values; empty for a plain input. */
  readonly layers: readonly number[]
  readonly isInput: boolean
  readonly shape: Shape
  readonly size: number
  readonly x: number
  /** Middles of the neurons, top to bottom; empty where it is drawn otherwise. */
  readonly neurons: readonly number[]
  /** The channels of an image one behind the other, the hindmost first; or one tall block; empty for neurons. */
  readonly sheets: readonly Sheet[]
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export interface Sheet {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Diagram {
  readonly kind: 'neurons' | 'blocks'
  readonly columns: readonly DiagramColumn[]
  /** One path between each two neighbours: every wire, or the outline that joins two blocks. */
  readonly joints: readonly string[]
  /** Of a neuron, or half the width of a block. */
  readonly radius: number
  /** Between two columns. */
  readonly spacing: number
  /** Where the names under the columns begin. */
  readonly captionTop: number
}

/** As many neurons in a column, and wires in all, as an eye can follow. */
const mostNeurons = 16
const mostWires = 800

/** Of an image: how far each channel stands behind the one before, and the least side. */
const sheetOffset = 4
const leastSide = 8

/** Room above all, and under all for the names. */
const topMargin = 12
const captionHeight = 44

/** How much of a network there is room to draw. */
export interface DiagramDetail {
  /** Room beside the middles of the outer columns, in pixels. */
  readonly margin: number
  /** Of the largest neurons, in pixels. */
  readonly radius: number
  /** Channels of an image that are drawn, and the pixels that stay free between two images. */
  readonly sheets: number
  readonly gap: number
  /** Whether an image that pooling made smaller is drawn beside the larger one. */
  readonly pooling: boolean
}

/** With room for the names under the columns. */
const wholeDetail: DiagramDetail = { margin: 56, radius: 18, sheets: 6, gap: 20, pooling: true }

/** Null while the shapes do not reach from one end to the other, or there is no room. */
export function layoutDiagram(
  specs: readonly LayerSpec[],
  report: NetworkReport,
  data: Pick<DataFacts, 'inputShape' | 'vocabulary'>,
  width: number,
  height: number,
  detail = wholeDetail,
): Diagram | null {
  const { margin, sheets: mostSheets } = detail
  const parts = columnsOf(specs, report, data.inputShape, detail.pooling)
  const room = height - captionHeight - topMargin
  if (!parts || room < 40 || width < 2 * margin + 40) return null

  // A word is one of the vocabulary: as many neurons as there are words, of which it sets one.
  const sizes = parts.map((part) => (part.isInput && data.vocabulary ? data.vocabulary.length : sizeOf(part.shape)))
  const wires = sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i] ?? 0), 0)
  const images = parts.filter((part) => isImage(part.shape))
  const isSmall = Math.max(...sizes) <= mostNeurons && wires <= mostWires
  const kind = isSmall && images.length === 0 ? 'neurons' : 'blocks'
  // Few columns stand together in the middle rather than at the ends of a wide window.
  const spacing = Math.min((width - 2 * margin) / Math.max(1, parts.length - 1), 288)
  const left = (width - spacing * (parts.length - 1)) / 2
  const pitch = Math.min(room / Math.max(...sizes), 56)
  const radius = kind === 'neurons' ? Math.max(2, Math.min(detail.radius, pitch * 0.34)) : 14
  const middle = topMargin + room / 2
  const cell = cellSize(
    images.map((part) => part.shape),
    room,
    Math.min(2 * margin, spacing - detail.gap),
    (mostSheets - 1) * sheetOffset,
  )

  const columns = parts.map((part, i): DiagramColumn => {
    const size = sizes[i] ?? 0
    const x = left + i * spacing
    if (kind === 'neurons') {
      const half = (size * pitch) / 2
      const neurons = Array.from({ length: size }, (_, n) => middle + (n - (size - 1) / 2) * pitch)
      const bounds = { top: middle - half, bottom: middle + half, left: x - radius, right: x + radius }
      return { ...part, size, x, neurons, sheets: [], ...bounds }
    }
    const sheets = isImage(part.shape)
      ? imageSheets(part.shape, mostSheets, cell, x, middle)
      : [blockSheet(blockHeight(size, Math.max(...sizes), room), x, middle, radius)]
    return { ...part, size, x, neurons: [], sheets, ...boundsOf(sheets) }
  })
  const joints = columns.slice(1).map((to, i) => joint(columns[i] as DiagramColumn, to))
  const captionTop = Math.max(...columns.map((column) => column.bottom))
  return { kind, columns, joints, radius, spacing, captionTop }
}

/** The input and every layer with parameters or that makes an image smaller; others stay with the column they act on. */
function columnsOf(specs: readonly LayerSpec[], report: NetworkReport, inputShape: Shape, pooling: boolean) {
  const columns: { layers: number[]; isInput: boolean; shape: Shape }[] = [
    { layers: [], isInput: true, shape: inputShape },
  ]
  for (const [i, { type }] of specs.entries()) {
    const { outputShape, parameterCount } = report.layers[i] ?? { outputShape: null, parameterCount: 0 }
    if (!outputShape) return null
    const last = columns[columns.length - 1]
    const isNew = parameterCount > 0 || (pooling && (type === 'max_pool2d' || type === 'avg_pool2d'))
    if (!isNew && last) last.layers.push(i)
    else columns.push({ layers: [i], isInput: false, shape: outputShape })
  }
  return columns
}

/** Channels×rows×columns with something to see. */
function isImage([, rows = 1, columns = 1, ...more]: Shape): boolean {
  return more.length === 0 && rows > 1 && columns > 1
}

/** The side of one cell of an image, the same for all images, so that smaller ones look smaller. */
function cellSize(images: readonly Shape[], room: number, across: number, behind: number): number {
  const rows = Math.max(1, ...images.map(([, height = 1]) => height))
  const columns = Math.max(1, ...images.map(([, , width = 1]) => width))
  const most = Math.max(leastSide, Math.min(room, across) - behind)
  return most / Math.max(rows, columns)
}

function imageSheets(
  [channels = 1, rows = 1, columns = 1]: Shape,
  most: number,
  cell: number,
  x: number,
  middle: number,
): Sheet[] {
  const count = Math.min(channels, most)
  const [width, height] = [Math.max(leastSide, columns * cell), Math.max(leastSide, rows * cell)]
  const depth = (count - 1) * sheetOffset
  const [left, top] = [x - (width + depth) / 2, middle - (height + depth) / 2]
  return Array.from({ length: count }, (_, i) => ({
    x: left + depth - i * sheetOffset,
    y: top + i * sheetOffset,
    width,
    height,
  }))
}

function blockSheet(height: number, x: number, middle: number, radius: number): Sheet {
  return { x: x - radius, y: middle - height / 2, width: 2 * radius, height }
}

function boundsOf(sheets: readonly Sheet[]): Pick<DiagramColumn, 'top' | 'bottom' | 'left' | 'right'> {
  return {
    top: Math.min(...sheets.map(({ y }) => y)),
    bottom: Math.max(...sheets.map(({ y, height }) => y + height)),
    left: Math.min(...sheets.map(({ x }) => x)),
    right: Math.max(...sheets.map(({ x, width }) => x + width)),
  }
}

/** By the logarithm of its size: 784 and 10 both stay visible. */
function blockHeight(size: number, largest: number, room: number): number {
  return Math.max(16, (room * Math.log2(size + 1)) / Math.log2(largest + 1))
}

function joint(from: DiagramColumn, to: DiagramColumn): string {
  const [start, end] = [from.right, to.left]
  if (from.neurons.length > 0) {
    return from.neurons
      .flatMap((y) => to.neurons.map((toY) => `M${fixed(start)} ${fixed(y)}L${fixed(end)} ${fixed(toY)}`))
      .join('')
  }
  return `M${fixed(start)} ${fixed(from.top)}L${fixed(end)} ${fixed(to.top)}V${fixed(to.bottom)}L${fixed(start)} ${fixed(from.bottom)}Z`
}

function fixed(value: number): string {
  return value.toFixed(1)
}
