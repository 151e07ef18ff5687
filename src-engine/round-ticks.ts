/** Round numbers from `low` to `high`, about `count` of them: multiples of 1, 2 or 5 of some power of ten. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const span = high - low
  if (!(span > 0) || !Number.isFinite(span)) return [low]
  const step = roundStep(span / count)
  return multiples(step, Math.ceil(low / step), Math.floor(high / step))
}

/** The same, from the last one before `low` to the first one behind `high`: an axis that ends at round numbers. */
export function ticksAround(low: number, high: number, count: number): number[] {
  const step = roundStep((high - low) / count)
  return multiples(step, Math.floor(low / step), Math.ceil(high / step))
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10)
}

function multiples(step: number, first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
