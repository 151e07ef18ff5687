import { sizeOf, type NestedNumbers } from '../shape.ts'
import type { LedgerStep } from './ledger.ts'
import { numbersOfArray, type LedgerArray } from './symbolic/ledger-array.ts'

/** A step of a small network, as it can be written on a drawing of it: for one sample. */
export interface LedgerPicture {
  /** What stands at each signal, flat: the network's input first, then what every layer puts out. */
  readonly values: readonly (readonly number[] | null)[]
  /** `∂C/∂` of each of them. */
  readonly gradients: readonly (readonly number[] | null)[]
  /** Every weight matrix, units by inputs, flat. */
  readonly weights: readonly LedgerPictureWeights[]
}

export interface LedgerPictureWeights {
  readonly layer: number
  readonly before: readonly number[]
  readonly gradient: readonly number[]
  readonly update: readonly number[]
  readonly after: readonly number[]
}

/** More wires and numbers than this nobody can read in a drawing. */
const mostWires = 160
const mostNumbers = 200

/** Null where the network is too large, or not made of dense layers. */
export function pictureOf(step: LedgerStep, sample: number): LedgerPicture | null {
  const matrices = step.layers.flatMap(({ index, parameters: { weight } }) => (weight ? [{ index, weight }] : []))
  if (matrices.some(({ index }) => step.layers[index]?.type !== 'dense')) return null
  if (matrices.reduce((wires, { weight }) => wires + sizeOf(weight.shape), 0) > mostWires) return null
  const signals = [-1, ...step.layers.keys()]
  const rowOf = (array: LedgerArray): readonly number[] | null => {
    const row = numbersOfArray(step, array)?.[sample]
    return row === undefined ? null : typeof row === 'number' ? [row] : flat(row)
  }
  const values = signals.map((signal) => rowOf({ of: 'values', signal }))
  if (values.reduce((count, row) => count + (row?.length ?? 0), 0) > mostNumbers) return null
  return {
    values,
    gradients: signals.map((signal) => rowOf({ of: 'gradients', signal })),
    weights: matrices.map(({ index, weight }) => ({
      layer: index,
      before: flat(weight.before),
      gradient: flat(weight.gradient),
      update: flat(weight.update),
      after: flat(weight.after),
    })),
  }
}

function flat(numbers: NestedNumbers): number[] {
  return numbers.flatMap((value) => (typeof value === 'number' ? [value] : flat(value)))
}
