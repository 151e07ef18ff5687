/** The middle one, or the mean of the two in the middle. @throws RangeError of nothing */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  if (lower === undefined || upper === undefined) throw new RangeError('there is no median of nothing')
  return (lower + upper) / 2
}

/** The largest `|a − b| / |b|`; infinite where a number is missing or not finite. */
export function relativeDifference(values: readonly number[], expected: readonly number[]): number {
  if (values.length !== expected.length) return Infinity
  return values.reduce((worst, value, i) => {
    const right = expected[i] as number
    const difference = value === right ? 0 : Math.abs(value - right) / Math.abs(right)
    return Number.isFinite(difference) ? Math.max(worst, difference) : Infinity
  }, 0)
}
