import { inputError } from '../problem.ts'
import { sizeOf } from '../shape.ts'
import type { Dataset, InputScale, Scale } from './dataset.ts'
import { say } from '../sentence.ts'

/** `x = (raw − shift) · factor`: one pair for all inputs (length 1), or one pair per input. */
export interface Scaling {
  readonly shift: readonly number[]
  readonly factor: readonly number[]
}

/**
 * The scaling of a dataset's inputs, fitted on the training part alone.
 *
 * - `none`: as it is.
 * - `unit`: bytes by 1/255, whatever values occur; anything else per input from [minimum, maximum] to [0, 1].
 * - `standard`: per input to mean 0 and standard deviation 1 (of the population: Σ(x − mean)²/N).
 *
 * An input that never varies, or by less than can be divided by, is shifted to 0 and keeps its factor 1, so that no
 * scaling makes NaN or Infinity of training data. What gaps were filled with is the mean: it becomes 0, not what two ways
 * of adding up the same numbers differ by. Inputs that have a scale of their own (`inputScales`) have that one.
 *
 * @throws InputError (path relative to the dataset) where an input's values are too far apart for float64
 */
export function fitScaling(scale: Scale, dataset: Dataset, trainIndexes: Uint32Array): Scaling {
  const isScaled = (own: InputScale) => (own ?? scale) === 'unit' || (own ?? scale) === 'standard'
  if (scale === 'none' && !dataset.inputScales?.some(isScaled)) return { shift: [0], factor: [1] }
  if (scale === 'unit' && dataset.inputs instanceof Uint8Array) return { shift: [0], factor: [1 / 255] }
  const { minimum, maximum } = extremes(dataset, trainIndexes)
  const scales = Array.from(minimum, (_, input) => dataset.inputScales?.[input] ?? scale)
  const { shift, spread } = scales.includes('standard')
    ? moments(dataset, trainIndexes, minimum)
    : { shift: new Float64Array(minimum.length), spread: new Float64Array(minimum.length) }
  scales.forEach((own, input) => {
    if (own === 'standard') return
    shift[input] = own === 'unit' ? (minimum[input] as number) : 0
    spread[input] = own === 'unit' ? (maximum[input] as number) - (minimum[input] as number) : 1
  })
  return { shift: [...shift], factor: factorsOf(spread) }
}

/** `1 / spread`, or 1 where there is nothing to divide by. */
function factorsOf(spreads: Float64Array): number[] {
  return Array.from(spreads, (spread, i) => {
    if (!Number.isFinite(spread)) {
      throw inputError(
        ['scale'],
        say('cannot scale input {input}: its values are too far apart', { input: i }),
        say('needs smaller values or "none"'),
      )
    }
    return Number.isFinite(1 / spread) ? 1 / spread : 1
  })
}

function extremes({ inputs, inputShape }: Dataset, indexes: Uint32Array) {
  const width = sizeOf(inputShape)
  const minimum = new Float64Array(width).fill(Infinity)
  const maximum = new Float64Array(width).fill(-Infinity)
  for (const index of indexes) {
    for (let i = 0, from = index * width; i < width; i++, from++) {
      const value = inputs[from] as number
      if (value < (minimum[i] as number)) minimum[i] = value
      if (value > (maximum[i] as number)) maximum[i] = value
    }
  }
  return { minimum, maximum }
}

/** Means that differ by less, relatively, are the same but for rounding. */
const sameMean = 1e-10

/** In two passes, counted from each input's minimum: an input that never varies has exactly itself as its mean. */
function moments({ inputs, inputShape, fillings }: Dataset, indexes: Uint32Array, minimum: Float64Array) {
  const width = sizeOf(inputShape)
  const count = indexes.length
  const excess = new Float64Array(width)
  for (const index of indexes) {
    for (let i = 0, from = index * width; i < width; i++, from++) {
      excess[i] = (excess[i] as number) + ((inputs[from] as number) - (minimum[i] as number))
    }
  }
  const mean = minimum.map((lowest, i) => {
    const own = lowest + (excess[i] as number) / count
    const filling = fillings?.[i] ?? own
    return Math.abs(own - filling) <= sameMean * Math.abs(own) ? filling : own
  })
  const squares = new Float64Array(width)
  for (const index of indexes) {
    for (let i = 0, from = index * width; i < width; i++, from++) {
      const distance = (inputs[from] as number) - (mean[i] as number)
      squares[i] = (squares[i] as number) + distance * distance
    }
  }
  return { shift: mean, spread: squares.map((sum) => Math.sqrt(sum / count)) }
}
