import { ticksAround } from '../../round-ticks.ts'

/** An axis that ends at round numbers. */
export interface Scale {
  readonly ticks: readonly number[]
  /** How far up a value stands, from 0 to 1. */
  at(value: number): number
}

/** About as many marks stand along an axis. */
const wantedTicks = 4
/** Where most of a line lies below so small a part of the axis, nothing can be read off it. */
const flatPart = 1 / 25

/**
 * An axis for lines that fall as losses do: by powers of ten where half of the points would lie on the ground of an even
 * axis, which a first few large values make so high.
 *
 * @param points what must be readable
 * @param all what must have room, those included; at least one, all finite
 */
export function lossScale(
  points: readonly number[],
  all: readonly number[],
): Scale & { readonly isLogarithmic: boolean } {
  const highest = all.reduce((a, b) => Math.max(a, b))
  const median = points.toSorted((a, b) => a - b)[points.length >> 1] ?? highest
  const isLogarithmic = all.every((value) => value > 0) && median < highest * flatPart
  return { ...(isLogarithmic ? logarithmic(all) : evenScale(all)), isLogarithmic }
}

/** Equal steps, from 0 where that is near. @param values at least one, all finite */
export function evenScale(values: readonly number[]): Scale {
  const ticks = ticksAround(...rangeOf(values), wantedTicks)
  const [lowest, highest] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  return { ticks, at: (value) => (value - lowest) / (highest - lowest) }
}

function logarithmic(values: readonly number[]): Scale {
  const powers = values.map((value) => Math.log10(value))
  const lowest = Math.floor(powers.reduce((a, b) => Math.min(a, b)))
  const highest = Math.ceil(powers.reduce((a, b) => Math.max(a, b)))
  const step = Math.max(1, Math.round((highest - lowest) / wantedTicks))
  const steps = Math.ceil((highest - lowest) / step)
  const ticks = Array.from({ length: steps + 1 }, (_, i) => Number(`1e${lowest + i * step}`))
  return { ticks, at: (value) => (Math.log10(value) - lowest) / (steps * step) }
}

/** From the smallest to the largest value, from 0 where that is near, and never nothing between them. */
function rangeOf(values: readonly number[]): [number, number] {
  const lowest = values.reduce((a, b) => Math.min(a, b))
  const highest = values.reduce((a, b) => Math.max(a, b))
  // Values that differ by rounding alone are one: no round number lies between them.
  const isFlat = highest - lowest <= 1e-9 * Math.max(Math.abs(lowest), Math.abs(highest))
  if (!isFlat) return [lowest >= 0 && lowest < highest / 2 ? 0 : lowest, highest]
  const reach = Math.abs(lowest) * 0.1 || 0.5
  return [lowest - reach, highest + reach]
}
