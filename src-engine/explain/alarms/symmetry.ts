import type { FloatArray } from '../../float-array.ts'
import type { NetworkLayer } from '../../network.ts'
import { sizeOf } from '../../shape.ts'
import type { Detector, Finding, Training } from './alarm.ts'

/** Kernels may add up equal rows in different orders; what they differ by for that is no difference. */
const tolerance = 1e-5

/**
 * Units of a layer with the same incoming weights and the same gradient: they move together for ever and are worth one
 * unit (Konyagin, on initialising with zeros).
 *
 * The output that negative sampling stands in for is left out: words not drawn yet are alike and need not stay so.
 *
 * Evidence: `identical` of `units` units have at least one twin; `groups` groups of them.
 */
export function watchSymmetry({ network, objective }: Training): Detector {
  const watched = network.layers.slice(0, objective.trainingDepth).flatMap((layer) => {
    const incoming = incomingWeights(layer)
    return incoming && incoming.units > 1
      ? [{ layer: layer.index, incoming, order: new Uint32Array(incoming.units) }]
      : []
  })
  return {
    kind: 'symmetry',
    look: () =>
      watched.flatMap(({ layer, incoming, order }): Finding[] => {
        const { identical, groups } = countTwins(incoming, order)
        return identical > 0 ? [{ layer, evidence: { identical, units: incoming.units, groups } }] : []
      }),
  }
}

/** Weights with their gradients, of which those of unit u are at `u · unitStride + i · stride`, i < count; and biases. */
interface IncomingWeights {
  readonly units: number
  readonly count: number
  readonly unitStride: number
  readonly stride: number
  readonly arrays: readonly [value: FloatArray, gradient: FloatArray]
  readonly biases: readonly FloatArray[]
}

/** The units of a dense or convolutional layer are the rows of its weight; those of an embedding its columns. */
function incomingWeights({ spec, buffers: { parameters } }: NetworkLayer): IncomingWeights | null {
  const { weight, bias } = parameters
  if (!weight) return null
  const [rows = 1] = weight.shape
  const columns = sizeOf(weight.shape) / rows
  return {
    ...(spec.type === 'embedding'
      ? { units: columns, count: rows, unitStride: 1, stride: columns }
      : { units: rows, count: columns, unitStride: columns, stride: 1 }),
    arrays: [weight.value, weight.gradient],
    biases: bias ? [bias.value, bias.gradient] : [],
  }
}

/** Twins lie side by side once units are put in the order of their first weight. */
function countTwins(incoming: IncomingWeights, order: Uint32Array): { identical: number; groups: number } {
  const { units, unitStride, arrays } = incoming
  const first = (unit: number) => arrays[0][unit * unitStride] as number
  for (let unit = 0; unit < units; unit++) order[unit] = unit
  order.sort((a, b) => first(a) - first(b))
  let identical = 0
  let groups = 0
  let inGroup = false
  for (let i = 1; i < units; i++) {
    const twins = areTwins(incoming, order[i - 1] as number, order[i] as number)
    if (twins && !inGroup) groups++
    if (twins) identical += inGroup ? 1 : 2
    inGroup = twins
  }
  return { identical, groups }
}

function areTwins({ count, unitStride, stride, arrays, biases }: IncomingWeights, a: number, b: number): boolean {
  for (const array of arrays) {
    for (let i = 0; i < count; i++) {
      if (!isSame(array[a * unitStride + i * stride] as number, array[b * unitStride + i * stride] as number))
        return false
    }
  }
  return biases.every((array) => isSame(array[a] as number, array[b] as number))
}

function isSame(x: number, y: number): boolean {
  return Math.abs(x - y) <= tolerance * (Math.abs(x) + Math.abs(y))
}
