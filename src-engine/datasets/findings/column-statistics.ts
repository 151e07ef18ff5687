import { sizeOf } from '../../shape.ts'
import type { Dataset } from '../dataset.ts'

/** What is known of one column of numbers; NaN and infinities are counted and otherwise left out. */
export interface ColumnStatistics {
  readonly minimum: number
  readonly mean: number
  readonly maximum: number
  /** Of the population: √(Σ(x − mean)² / N). */
  readonly deviation: number
  /** How many values lie in each of equal parts from minimum to maximum; empty where it was not asked for. */
  readonly histogram: readonly number[]
  readonly nonFinite: number
  /** The first sample with a number that is not finite; −1 for none. */
  readonly firstNonFinite: number
}

export const histogramBins = 24

/** Rows between two breaths are so many that about this many numbers are looked at. */
const valuesPerStep = 2 ** 20

/**
 * The statistics of every input, in two passes: 7 numbers and, for the first `histograms` inputs, 24 counts per input.
 *
 * @param histograms how many inputs get a histogram
 * @yields the share that is done
 */
export function* columnStatistics(
  dataset: Pick<Dataset, 'count' | 'inputs' | 'inputShape'>,
  histograms: number,
): Generator<number, ColumnStatistics[]> {
  return yield* statisticsOf(dataset.inputs, dataset.count, sizeOf(dataset.inputShape), histograms)
}

/** The same of any table of numbers, (count, width). */
export function* statisticsOf(
  values: Dataset['inputs'],
  count: number,
  width: number,
  histograms: number,
): Generator<number, ColumnStatistics[]> {
  const rowsPerStep = Math.max(1, Math.floor(valuesPerStep / width))
  const minimum = new Float64Array(width).fill(Infinity)
  const maximum = new Float64Array(width).fill(-Infinity)
  const sum = new Float64Array(width)
  const finite = new Uint32Array(width)
  const firstNonFinite = new Int32Array(width).fill(-1)
  for (let row = 0, at = 0; row < count; row++) {
    for (let i = 0; i < width; i++, at++) {
      const value = values[at] as number
      if (!Number.isFinite(value)) {
        if ((firstNonFinite[i] as number) < 0) firstNonFinite[i] = row
        continue
      }
      if (value < (minimum[i] as number)) minimum[i] = value
      if (value > (maximum[i] as number)) maximum[i] = value
      sum[i] = (sum[i] as number) + value
      finite[i] = (finite[i] as number) + 1
    }
    if (row % rowsPerStep === rowsPerStep - 1) yield (0.5 * row) / count
  }

  // The mean of equal values is that value, not what rounding makes of their sum.
  const mean = sum.map((total, i) =>
    minimum[i] === maximum[i] ? (minimum[i] as number) : total / (finite[i] as number),
  )
  const squares = new Float64Array(width)
  const drawn = Math.min(width, histograms)
  const bins = new Uint32Array(drawn * histogramBins)
  for (let row = 0, at = 0; row < count; row++) {
    for (let i = 0; i < width; i++, at++) {
      const value = values[at] as number
      if (!Number.isFinite(value)) continue
      const distance = value - (mean[i] as number)
      squares[i] = (squares[i] as number) + distance * distance
      if (i < drawn) {
        const bin = i * histogramBins + binOf(value, minimum[i] as number, maximum[i] as number)
        bins[bin] = (bins[bin] as number) + 1
      }
    }
    if (row % rowsPerStep === rowsPerStep - 1) yield 0.5 + (0.5 * row) / count
  }

  return Array.from({ length: width }, (_, i) => ({
    minimum: finite[i] === 0 ? NaN : (minimum[i] as number),
    mean: finite[i] === 0 ? NaN : (mean[i] as number),
    maximum: finite[i] === 0 ? NaN : (maximum[i] as number),
    deviation: Math.sqrt((squares[i] as number) / (finite[i] as number)),
    histogram: i < drawn ? Array.from(bins.subarray(i * histogramBins, (i + 1) * histogramBins)) : [],
    nonFinite: count - (finite[i] as number),
    firstNonFinite: firstNonFinite[i] as number,
  }))
}

/** The highest value belongs to the last part. */
function binOf(value: number, minimum: number, maximum: number): number {
  if (maximum === minimum) return 0
  return Math.min(histogramBins - 1, Math.floor(((value - minimum) / (maximum - minimum)) * histogramBins))
}
