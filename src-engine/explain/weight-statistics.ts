import type { FloatArray } from '../float-array.ts'

/** `√Σw²`, the length of all weights as one vector. */
export function normOf(values: FloatArray): number {
  let sum = 0
  for (const value of values) sum += value * value
  return Math.sqrt(sum)
}

/** The cosine of the angle between two tensors as vectors, `Σab / (‖a‖‖b‖)`; null where either is all zeros. */
export function cosineOf(a: FloatArray, b: FloatArray): number | null {
  let product = 0
  for (let i = 0; i < a.length; i++) product += (a[i] as number) * (b[i] as number)
  const length = normOf(a) * normOf(b)
  // Rounding must not make it more than one.
  return length === 0 ? null : Math.max(-1, Math.min(1, product / length))
}

/** `a − b`, number by number. */
export function differenceOf(a: FloatArray, b: FloatArray): Float64Array {
  return Float64Array.from(a, (value, i) => value - (b[i] as number))
}

/** The least and the greatest finite number; null where there is none. */
export function rangeOf(values: FloatArray): [minimum: number, maximum: number] | null {
  let minimum = Infinity
  let maximum = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
  }
  return minimum <= maximum ? [minimum, maximum] : null
}

/** How many of the numbers lie in each of `bins` equal parts of `minimum`…`maximum`, both ends included. */
export function histogramOf(values: FloatArray, minimum: number, maximum: number, bins: number): number[] {
  const counts = Array.from({ length: bins }, () => 0)
  const perUnit = maximum > minimum ? bins / (maximum - minimum) : 0
  for (const value of values) {
    if (!(value >= minimum && value <= maximum)) continue
    const bin = Math.min(bins - 1, Math.floor((value - minimum) * perUnit))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}
