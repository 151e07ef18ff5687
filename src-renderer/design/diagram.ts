import type { LayerSpec } from '../../src-engine/layers/index.ts'
import { sizeOf, type Shape } from '../../src-engine/shape.ts'
import type { NetworkReport } from '../../src-engine/validate.ts'

/** One thing the network holds at a time: its input, or what a layer with parameters puts out. */
export interface DiagramColumn {
  /** The layer that made it and those after it that only change its values; empty for a plain input. */
  readonly layers: readonly number[]
  readonly isInput: boolean
  readonly shape: Shape
  readonly size: number
  readonly x: number
  /** Middles of the neurons, top to bottom; empty where it is drawn as a block. */
  readonly neurons: readonly number[]
  readonly top: number
  readonly bottom: number
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

/** Room beside the outer columns for their names, and under all for the names. */
const sideMargin = 56
const topMargin = 12
const captionHeight = 44

/** Null while the shapes do not reach from one end to the other, or there is no room. */
export function layoutDiagram(
  specs: readonly LayerSpec[],
  report: NetworkReport,
  inputShape: Shape,
  width: number,
  height: number,
): Diagram | null {
  const parts = columnsOf(specs, report, inputShape)
  const room = height - captionHeight - topMargin
  if (!parts || room < 40 || width < 2 * sideMargin + 40) return null

  const sizes = parts.map((part) => sizeOf(part.shape))
  const wires = sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i] ?? 0), 0)
  const kind = Math.max(...sizes) <= mostNeurons && wires <= mostWires ? 'neurons' : 'blocks'
  // Few columns stand together in the middle rather than at the ends of a wide window.
  const spacing = Math.min((width - 2 * sideMargin) / Math.max(1, parts.length - 1), 224)
  const left = (width - spacing * (parts.length - 1)) / 2
  const pitch = Math.min(room / Math.max(...sizes), 42)
  const radius = kind === 'neurons' ? Math.max(2, Math.min(13, pitch * 0.36)) : 14
  const middle = topMargin + room / 2

  const columns = parts.map((part, i): DiagramColumn => {
    const size = sizes[i] ?? 0
    const half = kind === 'neurons' ? (size * pitch) / 2 : blockHeight(size, Math.max(...sizes), room) / 2
    const neurons =
      kind === 'neurons' ? Array.from({ length: size }, (_, n) => middle + (n - (size - 1) / 2) * pitch) : []
    return { ...part, size, x: left + i * spacing, neurons, top: middle - half, bottom: middle + half }
  })
  const joints = columns.slice(1).map((to, i) => joint(columns[i] as DiagramColumn, to, radius))
  const captionTop = Math.max(...columns.map((column) => column.bottom))
  return { kind, columns, joints, radius, spacing, captionTop }
}

/** The input and every layer with parameters; layers without stay with the column they act on. */
function columnsOf(specs: readonly LayerSpec[], report: NetworkReport, inputShape: Shape) {
  const columns: { layers: number[]; isInput: boolean; shape: Shape }[] = [
    { layers: [], isInput: true, shape: inputShape },
  ]
  for (let i = 0; i < specs.length; i++) {
    const { outputShape, parameterCount } = report.layers[i] ?? { outputShape: null, parameterCount: 0 }
    if (!outputShape) return null
    const last = columns[columns.length - 1]
    if (parameterCount === 0 && last) last.layers.push(i)
    else columns.push({ layers: [i], isInput: false, shape: outputShape })
  }
  return columns
}

/** By the logarithm of its size: 784 and 10 both stay visible. */
function blockHeight(size: number, largest: number, room: number): number {
  return Math.max(16, (room * Math.log2(size + 1)) / Math.log2(largest + 1))
}

function joint(from: DiagramColumn, to: DiagramColumn, radius: number): string {
  const [start, end] = [from.x + radius, to.x - radius]
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
