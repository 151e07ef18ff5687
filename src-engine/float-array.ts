/** Numbers of a network: float64 for teaching and checking, float32 for training. */
export type FloatArray = Float32Array | Float64Array

export type Precision = 'float32' | 'float64'

export const bytesPerElement: Record<Precision, number> = { float32: 4, float64: 8 }

/** A view of `length` numbers at `byteOffset` of `buffer`. */
export function viewOf(precision: Precision, buffer: ArrayBufferLike, byteOffset: number, length: number): FloatArray {
  return precision === 'float32'
    ? new Float32Array(buffer, byteOffset, length)
    : new Float64Array(buffer, byteOffset, length)
}

/** Whether there is neither NaN nor infinity among the numbers. */
export function isFiniteArray(values: FloatArray): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false
  return true
}
