/** Numbers in a byte each: `value = minimum + byte · (maximum − minimum) / 255`. Good for pictures, not for sums. */
export interface Packed {
  readonly minimum: number
  readonly maximum: number
  readonly bytes: Uint8Array
}

/** Numbers that are not finite become the minimum. */
export function pack(values: ArrayLike<number>): Packed {
  let minimum = Infinity
  let maximum = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isFinite(value)) continue
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
  }
  const bytes = new Uint8Array(values.length)
  if (minimum > maximum) return { minimum: 0, maximum: 0, bytes }
  const scale = maximum > minimum ? 255 / (maximum - minimum) : 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    bytes[i] = Number.isFinite(value) ? Math.round((value - minimum) * scale) : 0
  }
  return { minimum, maximum, bytes }
}

export function unpack({ minimum, maximum, bytes }: Packed): Float64Array {
  const step = (maximum - minimum) / 255
  const values = new Float64Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) values[i] = minimum + (bytes[i] as number) * step
  return values
}
