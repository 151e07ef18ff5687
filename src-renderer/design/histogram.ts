/** How often numbers fall into each of equal parts of their range. */
export interface Histogram {
  readonly counts: readonly number[]
  readonly minimum: number
  readonly maximum: number
  readonly mean: number
  readonly deviation: number
}

/** Numbers that are all the same fall into the middle part. Null for no numbers. */
export function histogramOf(values: ArrayLike<number>, parts: number): Histogram | null {
  const count = values.length
  if (count === 0) return null
  let [minimum, maximum, sum] = [Infinity, -Infinity, 0]
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? 0
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
    sum += value
  }
  const mean = sum / count
  const counts = new Array<number>(parts).fill(0)
  const range = maximum - minimum
  let squares = 0
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? 0
    const part = range > 0 ? Math.min(parts - 1, Math.floor((parts * (value - minimum)) / range)) : parts >> 1
    counts[part] = (counts[part] ?? 0) + 1
    squares += (value - mean) ** 2
  }
  return { counts, minimum, maximum, mean, deviation: Math.sqrt(squares / count) }
}
