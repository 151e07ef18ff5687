import type { Dataset, Scale } from '../dataset.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import { mostNamed, type Finding } from './finding.ts'

/** Inputs beyond this, in either direction, are far from the −1 … 1 that initial weights are made for. */
export const largestUsual = 10
/** Inputs that differ by less than this are hardly seen by a network that starts with usual weights. */
export const smallestDeviation = 0.01

/** Whether inputs are parts of a picture, which mean little one by one. */
export function isPicture({ inputShape }: Pick<Dataset, 'inputShape'>): boolean {
  return inputShape.length > 1
}

/**
 * `constant_inputs`: inputs that have one and the same value in every sample, of two samples or more.
 *
 * The corners of pictures are often black in every one: pixels are told of only where more than half of them never vary.
 */
export function constantInputs(dataset: Dataset, statistics: readonly ColumnStatistics[]): Finding | null {
  const inputs = placesWhere(statistics, ({ minimum, maximum, nonFinite }) => minimum === maximum && nonFinite === 0)
  const enough = isPicture(dataset) ? statistics.length / 2 : 0
  if (dataset.count < 2 || inputs.length <= enough) return null
  return { kind: 'constant_inputs', count: inputs.length, of: statistics.length, inputs: inputs.slice(0, mostNamed) }
}

/**
 * `unscaled_inputs`: of inputs whose scale is `none`, those with a value beyond ±10, or that vary with a standard deviation below
 * 0.01. `deviation` is the smallest of theirs.
 */
export function unscaledInputs(
  scale: Scale,
  { inputScales }: Pick<Dataset, 'inputScales'>,
  statistics: readonly ColumnStatistics[],
): Finding | null {
  if (scale !== 'none' && !inputScales?.includes('none')) return null
  const isFar = ({ minimum, maximum, deviation }: ColumnStatistics, input: number): boolean =>
    (inputScales?.[input] ?? scale) === 'none' &&
    (minimum < -largestUsual || maximum > largestUsual || (maximum > minimum && deviation < smallestDeviation))
  const inputs = placesWhere(statistics, isFar)
  if (inputs.length === 0) return null
  const found = statistics.filter(isFar)
  return {
    kind: 'unscaled_inputs',
    count: inputs.length,
    of: statistics.length,
    inputs: inputs.slice(0, mostNamed),
    minimum: found.reduce((least, { minimum }) => Math.min(least, minimum), Infinity),
    maximum: found.reduce((most, { maximum }) => Math.max(most, maximum), -Infinity),
    deviation: found.reduce((least, { deviation }) => Math.min(least, deviation), Infinity),
  }
}

/** `non_finite`: NaN, ∞ or −∞ anywhere; one of them in a batch makes every weight NaN. */
export function nonFinite(inputs: readonly ColumnStatistics[], targets: readonly ColumnStatistics[]): Finding | null {
  const total = [...inputs, ...targets].reduce((sum, column) => sum + column.nonFinite, 0)
  if (total === 0) return null
  const places = [
    ...inputs.map(({ firstNonFinite }, input) => ({ sample: firstNonFinite, input })),
    ...targets.map(({ firstNonFinite }) => ({ sample: firstNonFinite, input: null })),
  ].filter(({ sample }) => sample >= 0)
  const first = places.reduce((a, b) => (b.sample < a.sample ? b : a))
  return { kind: 'non_finite', count: total, ...first }
}

function placesWhere(
  statistics: readonly ColumnStatistics[],
  holds: (column: ColumnStatistics, input: number) => boolean,
): number[] {
  return statistics.flatMap((column, i) => (holds(column, i) ? [i] : []))
}
