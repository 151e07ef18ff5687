import type { Dataset } from '../../datasets/dataset.ts'
import type { Scaling } from '../../datasets/scaling.ts'
import type { Network, NetworkLayer } from '../../network.ts'
import { sizeOf } from '../../shape.ts'
import { pack, type Packed } from './packed.ts'

/** A part of the plane of two inputs, in the data's own units. */
export interface PlaneBounds {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** What the neurons side by side put out over the plane, and the wires that lead to them. */
export interface NeuronColumn {
  /** The last layer that acts on them; null for the inputs. */
  readonly layer: number | null
  /** `neuronCells`² each, the top row first. */
  readonly neurons: readonly Packed[]
  /** (neurons, neurons before), row-major; empty for the inputs. */
  readonly weights: readonly number[]
  /** Of each neuron; empty for the inputs, and where there are none. */
  readonly biases: readonly number[]
}

/** What a network of two inputs puts out all over the plane. */
export interface Surface {
  readonly bounds: PlaneBounds
  /** Of each output unit: `surfaceCells`² each, the top row first. */
  readonly outputs: readonly Packed[]
  /** Every neuron of a small network, column by column; empty where there are too many to be drawn. */
  readonly columns: readonly NeuronColumn[]
}

/** Cells along each side. */
export const surfaceCells = 40
export const neuronCells = surfaceCells / 2

/** More outputs than this have no colours of their own. */
const mostOutputs = 10
/** As many neurons in a column, and wires in all, as an eye can follow. */
const mostNeurons = 16
const mostWires = 800

/** Around the data, as a share of its extent. */
const margin = 0.08
/** Axes whose extents differ by more than this do not share a scale. */
const mostStretch = 4

/** Draws the surface with the network's present weights. It runs the network, and so overwrites its last batch. */
export type SurfaceDrawer = () => Surface

/** Null where the network does not take two plain numbers, or puts out too many. */
export function createSurfaceDrawer(network: Network, scaling: Scaling, dataset: Dataset): SurfaceDrawer | null {
  const outputs = sizeOf(network.outputShape)
  if (sizeOf(dataset.inputShape) !== 2 || dataset.vocabulary || outputs > mostOutputs) return null
  const bounds = boundsOf(dataset)
  const columns = columnsOf(network)
  const planes = Array.from({ length: outputs }, () => new Float64Array(surfaceCells ** 2))
  const small = columns.map(({ size }) => Array.from({ length: size }, () => new Float64Array(neuronCells ** 2)))
  const maxBatch = network.input.length / 2

  function placeInput(cell: number, row: number): void {
    const across = ((cell % surfaceCells) + 0.5) / surfaceCells
    const down = (Math.floor(cell / surfaceCells) + 0.5) / surfaceCells
    network.input[2 * row] = scaled(bounds.left + across * (bounds.right - bounds.left), 0, scaling)
    network.input[2 * row + 1] = scaled(bounds.top - down * (bounds.top - bounds.bottom), 1, scaling)
  }

  function keep(cell: number, row: number): void {
    planes.forEach((plane, unit) => (plane[cell] = network.output[row * outputs + unit] as number))
    const [x, y] = [cell % surfaceCells, Math.floor(cell / surfaceCells)]
    if (x % 2 === 1 || y % 2 === 1) return
    const place = (y / 2) * neuronCells + x / 2
    columns.forEach(({ values, size }, i) => {
      small[i]?.forEach((plane, unit) => (plane[place] = values[row * size + unit] as number))
    })
  }

  return () => {
    for (let start = 0; start < surfaceCells ** 2; start += maxBatch) {
      const n = Math.min(maxBatch, surfaceCells ** 2 - start)
      for (let row = 0; row < n; row++) placeInput(start + row, row)
      network.forward(n, answering)
      for (let row = 0; row < n; row++) keep(start + row, row)
    }
    return {
      bounds,
      outputs: planes.map(pack),
      columns: columns.map(({ layer, weight, bias }, i) => ({
        layer,
        neurons: (small[i] ?? []).map(pack),
        weights: weight ? Array.from(weight) : [],
        biases: bias ? Array.from(bias) : [],
      })),
    }
  }
}

const answering = { training: false, step: 0 }

function scaled(raw: number, input: number, { shift, factor }: Scaling): number {
  const i = shift.length === 1 ? 0 : input
  return (raw - (shift[i] ?? 0)) * (factor[i] ?? 1)
}

function boundsOf({ inputs, count }: Dataset): PlaneBounds {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < count; i++) {
    const [x, y] = [inputs[2 * i] as number, inputs[2 * i + 1] as number]
    left = Math.min(left, x)
    right = Math.max(right, x)
    bottom = Math.min(bottom, y)
    top = Math.max(top, y)
  }
  const [across, up] = [right - left || 1, top - bottom || 1]
  const larger = Math.max(across, up)
  const isAlike = larger / Math.min(across, up) <= mostStretch
  const halfWidth = ((isAlike ? larger : across) / 2) * (1 + 2 * margin)
  const halfHeight = ((isAlike ? larger : up) / 2) * (1 + 2 * margin)
  const [x, y] = [(left + right) / 2, (bottom + top) / 2]
  return { left: x - halfWidth, right: x + halfWidth, bottom: y - halfHeight, top: y + halfHeight }
}

interface Column {
  readonly layer: number | null
  readonly size: number
  /** (maxBatch, size) */
  readonly values: ArrayLike<number>
  readonly weight: ArrayLike<number> | null
  readonly bias: ArrayLike<number> | null
}

/** The inputs and every dense layer, each with the layers behind it that only change its values. */
function columnsOf({ layers, input }: Network): Column[] {
  const columns: Column[] = [{ layer: null, size: 2, values: input, weight: null, bias: null }]
  for (const layer of layers) {
    const { spec, buffers, index } = layer
    const column = { layer: index, size: sizeOf(layer.outputShape), values: buffers.output }
    if (spec.type === 'dense') {
      const { weight, bias } = buffers.parameters
      columns.push({ ...column, weight: weight?.value ?? null, bias: bias?.value ?? null })
    } else if (hasParameters(layer)) return []
    else {
      const { weight = null, bias = null } = columns.pop() ?? {}
      columns.push({ ...column, weight, bias })
    }
  }
  const wires = columns.reduce((sum, { weight }) => sum + (weight?.length ?? 0), 0)
  return columns.some(({ size }) => size > mostNeurons) || wires > mostWires ? [] : columns
}

function hasParameters({ buffers }: NetworkLayer): boolean {
  return buffers.parameters.weight !== undefined
}
