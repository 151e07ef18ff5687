/** A derivative worked out from function values alone. */
export interface NumericDerivative {
  readonly value: number
  /** The smallest step it rests on: rounding in the function counts as much as this is small. */
  readonly step: number
}

const firstStep = 2 ** -4
const lastStep = 2 ** -20
/** Each step is a quarter of the one before, so the error of a central difference falls by 16. */
const errorRatio = 16

/**
 * `f′(0)` by central differences `D(h) = (f(h) − f(−h)) / 2h` for h = 2⁻⁴, 2⁻⁶ … 2⁻²⁰, extrapolated to h → 0 (Ridders,
 * 1982): of all extrapolations the one whose neighbours differ least from it, which is where the error of large steps
 * and the rounding of small ones meet. Each function has its own such place, so no step is right for all.
 *
 * @param difference `f(h) − f(−h)` with the distance really gone, or null where the function cannot be used at ±h
 * @param isEnough asked about the best so far after each step, to save further ones. That it may know what to expect
 *   does no harm: numbers that agree to many digits without having been told of each other agree for a reason. It only
 *   ever stops; the estimate it is not content with is still chosen by its own error.
 * @returns null if the function could not be used at any step
 */
export function numericDerivative(
  difference: (h: number) => { readonly change: number; readonly distance: number } | null,
  isEnough: (derivative: NumericDerivative) => boolean,
): NumericDerivative | null {
  let best: NumericDerivative | null = null
  let smallestError = Infinity
  let above: readonly number[] = []
  for (let step = firstStep; step >= lastStep; step /= 4) {
    const found = difference(step)
    if (found === null) {
      // What larger steps said, they said from the other side of something.
      best = null
      smallestError = Infinity
      above = []
      continue
    }
    const row = [found.change / found.distance]
    best ??= { value: row[0] as number, step }
    for (const [order, coarser] of above.entries()) {
      const finer = row[order] as number
      const value = finer + (finer - coarser) / (errorRatio ** (order + 1) - 1)
      row.push(value)
      const error = Math.max(Math.abs(value - finer), Math.abs(value - coarser))
      if (error < smallestError) {
        smallestError = error
        best = { value, step }
      }
    }
    if (isEnough(best)) return best
    above = row
  }
  return best
}
