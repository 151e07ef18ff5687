import type { FloatArray } from '../float-array.ts'
import type { Kernels } from '../kernels/kernels.ts'
import { sizeOf } from '../shape.ts'
import type { Dataset } from './dataset.ts'
import type { Scaling } from './scaling.ts'

/** Writes the scaled inputs of samples `indexes[start … start + n)` to `destination`, (n, …inputShape). */
export type InputGather = (indexes: Uint32Array, start: number, n: number, destination: FloatArray) => void

/** The same data with its inputs where the kernels can reach them: whoever goes on with it holds them only once. */
export function placeInputs(dataset: Dataset, kernels: Kernels): Dataset {
  return { ...dataset, inputs: kernels.place(dataset.inputs) }
}

/** A dataset's inputs where the kernels can pick batches of up to `maxBatch` samples from them. */
export function createInputGather(
  { inputs, inputShape }: Dataset,
  scaling: Scaling,
  maxBatch: number,
  kernels: Kernels,
): InputGather {
  const width = sizeOf(inputShape)
  const values = kernels.place(inputs)
  const shift = kernels.place(Float64Array.from(scaling.shift))
  const factor = kernels.place(Float64Array.from(scaling.factor))
  const batch = kernels.place(new Uint32Array(maxBatch))
  return (indexes, start, n, destination) => {
    for (let i = 0; i < n; i++) batch[i] = indexes[start + i] as number
    kernels.gather(n, width, values, batch, shift, factor, destination)
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
    for (let row = 0, to = 0; row < n; row++) {
      const from = (indexes[start + row] as number) * width
      for (let i = 0; i < width; i++, to++) destination[to] = targets[from + i] as number
    }
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
