import type { Kernels } from '../kernels.ts'

/** Batches picked from a dataset. */
export const gatherKernels: Pick<Kernels, 'gather'> = {
  gather(n, width, values, indexes, shift, factor, output) {
    const isAlike = shift.length === 1
    for (let row = 0, to = 0; row < n; row++) {
      const from = (indexes[row] as number) * width
      for (let i = 0; i < width; i++, to++) {
        const column = isAlike ? 0 : i
        output[to] = ((values[from + i] as number) - (shift[column] as number)) * (factor[column] as number)
      }
    }
  },
}
