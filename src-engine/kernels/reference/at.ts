import type { FloatArray } from '../../float-array.ts'

/** The element at `i`: the loops of the kernels stay inside their buffers, which the index type cannot know. */
export function at(values: FloatArray, i: number): number {
  return values[i] as number
}
