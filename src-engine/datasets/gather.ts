import type { FloatArray } from '../float-array.ts'
import { sizeOf } from '../shape.ts'
import type { DataArray, Dataset } from './dataset.ts'
import type { Scaling } from './scaling.ts'

/**
 * Writes the scaled inputs of samples `indexes[start … start + n)` to `destination`, (n, …inputShape).
 *
 * Runs once per training step: nothing is allocated.
 */
export function gatherInputs(
  { inputs, inputShape }: Dataset,
  { shift, factor }: Scaling,
  indexes: Uint32Array,
  start: number,
  n: number,
  destination: FloatArray,
): void {
  const width = sizeOf(inputShape)
  if (shift.length === 1) {
    gatherScaledAlike(inputs, width, shift[0] as number, factor[0] as number, indexes, start, n, destination)
    return
  }
  for (let row = 0, to = 0; row < n; row++) {
    const from = (indexes[start + row] as number) * width
    for (let i = 0; i < width; i++, to++) {
      destination[to] = ((inputs[from + i] as number) - (shift[i] as number)) * (factor[i] as number)
    }
  }
}

/** Writes the targets of samples `indexes[start … start + n)` to `destination`, (n, …targetShape). */
export function gatherTargets(
  { targets, targetShape, targetIndexes }: Dataset,
  indexes: Uint32Array,
  start: number,
  n: number,
  destination: FloatArray,
): void {
  const width = sizeOf(targetShape)
  if (targetIndexes === undefined) {
    gatherScaledAlike(targets, width, 0, 1, indexes, start, n, destination)
    return
  }
  destination.fill(0, 0, n * width)
  for (let row = 0; row < n; row++) {
    const from = (indexes[start + row] as number) * targetIndexes
    for (let i = from; i < from + targetIndexes; i++) {
      const index = targets[i] as number
      if (index >= 0) destination[row * width + index] = (destination[row * width + index] as number) + 1
    }
  }
}

function gatherScaledAlike(
  values: DataArray,
  width: number,
  shift: number,
  factor: number,
  indexes: Uint32Array,
  start: number,
  n: number,
  destination: FloatArray,
): void {
  for (let row = 0, to = 0; row < n; row++) {
    const from = (indexes[start + row] as number) * width
    for (let i = 0; i < width; i++, to++) destination[to] = ((values[from + i] as number) - shift) * factor
  }
}

/** How often each class is a target among the samples `indexes`. */
export function classCounts({ targets, targetShape, targetIndexes }: Dataset, indexes: Uint32Array): Uint32Array {
  const width = sizeOf(targetShape)
  const counts = new Uint32Array(width)
  const size = targetIndexes ?? width
  for (const index of indexes) {
    for (let i = 0; i < size; i++) {
      const value = targets[index * size + i] as number
      const target = targetIndexes === undefined ? (value > 0 ? i : -1) : value
      if (target >= 0) counts[target] = (counts[target] as number) + 1
    }
  }
  return counts
}
