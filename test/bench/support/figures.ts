/** The middle one; of an even number of them the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1]
  if (middle === undefined) throw new RangeError('there is no median of nothing')
  return middle
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
