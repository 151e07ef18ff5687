type Size = readonly [rows: number, columns: number]

/** What one pixel of the result is made of: pixels from `first` on, with weights that add up to 1. */
interface Mixture {
  readonly first: number
  readonly weights: readonly number[]
}

/**
 * Planes in another size, by a triangle filter along columns and then along rows: bilinear where an image grows, and
 * where it shrinks a mean that leaves no pixel out.
 *
 * @param planes (channels, …from) @returns (channels, …to)
 */
export function resize(planes: Uint8Array, channels: number, from: Size, to: Size): Uint8Array {
  const [rows, columns] = from
  const [newRows, newColumns] = to
  if (rows === newRows && columns === newColumns) return planes
  const across = mixtures(columns, newColumns)
  const down = mixtures(rows, newRows)
  const result = new Uint8Array(channels * newRows * newColumns)
  const narrow = new Float64Array(rows * newColumns)
  for (let channel = 0; channel < channels; channel++) {
    const plane = planes.subarray(channel * rows * columns, (channel + 1) * rows * columns)
    for (let row = 0; row < rows; row++) {
      across.forEach((mixture, column) => {
        narrow[row * newColumns + column] = mix(plane, mixture, row * columns, 1)
      })
    }
    down.forEach((mixture, row) => {
      for (let column = 0; column < newColumns; column++) {
        const value = mix(narrow, mixture, column, newColumns)
        result[(channel * newRows + row) * newColumns + column] = Math.round(value)
      }
    })
  }
  return result
}

function mix(values: ArrayLike<number>, { first, weights }: Mixture, start: number, stride: number): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) {
    sum += (weights[i] as number) * (values[start + (first + i) * stride] as number)
  }
  return sum
}

/** Pixel i of the new ones has its middle at (i + ½) · from / to − ½; weights fall linearly to 0 at `reach` from there. */
function mixtures(from: number, to: number): Mixture[] {
  const scale = from / to
  const reach = Math.max(1, scale)
  return Array.from({ length: to }, (_, i) => {
    const middle = (i + 0.5) * scale - 0.5
    const first = Math.max(0, Math.ceil(middle - reach))
    const last = Math.min(from - 1, Math.floor(middle + reach))
    const weights = Array.from({ length: last - first + 1 }, (_, k) => 1 - Math.abs(first + k - middle) / reach)
    const sum = weights.reduce((a, b) => a + b, 0)
    return { first, weights: weights.map((weight) => weight / sum) }
  })
}
