/** The index of the value nearest to `wanted` among `count` values in ascending order; −1 if there are none. */
export function nearestIndex(count: number, valueAt: (index: number) => number, wanted: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (valueAt(middle) < wanted) low = middle + 1
    else high = middle
  }
  if (low === 0) return count > 0 ? 0 : -1
  if (low === count) return count - 1
  return wanted - valueAt(low - 1) <= valueAt(low) - wanted ? low - 1 : low
}
