import { sizeOf } from '../../shape.ts'
import type { Dataset } from '../dataset.ts'
import { mostNamed, type Finding, type TargetLeak } from './finding.ts'
import { classCountOf, labelOf } from './labels.ts'

/** With fewer samples an input fits the target by chance, or because the samples were made so. */
export const fewestForLeaks = 10
/** |r| above this: knowing the input is knowing the target. */
export const highestCorrelation = 0.999

/** So many samples, evenly from all, tell as much as all of them. */
const mostSamples = 20_000
/** Sums kept at once: pairs of one input and one class or target. */
const mostPairs = 2 ** 20
/** Of measured targets every pair costs its own pass over the samples. */
const mostMeasuredPairs = 2 ** 11

/**
 * `target_in_inputs`: inputs from which the target can be read off. One is such an input where, over ten samples or
 * more (of more than 20,000, so many evenly from all),
 *
 * - Pearson's |r| between it and a class (1 for its samples, 0 for others) or a target number is above 0.999, or
 * - for classes: each of its values stands for one class and each class for one value.
 *
 * Where there are more than 2²⁰ pairs of an input and a class (2¹¹ of an input and a number), only the first inputs and
 * targets are looked at.
 */
export function* targetLeaks(dataset: Dataset): Generator<number, Finding | null> {
  if (dataset.count < fewestForLeaks) return null
  const shown = Math.min(dataset.count, mostSamples)
  const samples = Uint32Array.from({ length: shown }, (_, i) => Math.floor((i * dataset.count) / shown))
  const leaks = yield* dataset.task === 'classification' ? ofClasses(dataset, samples) : ofNumbers(dataset, samples)
  return leaks.length === 0 ? null : { kind: 'target_in_inputs', count: leaks.length, pairs: leaks.slice(0, mostNamed) }
}

function* ofClasses(dataset: Dataset, samples: Uint32Array): Generator<number, TargetLeak[]> {
  const { inputs } = dataset
  const width = sizeOf(dataset.inputShape)
  const classes = classCountOf(dataset)
  const looked = Math.max(1, Math.min(width, Math.floor(mostPairs / classes)))
  const labels = Int32Array.from(samples, (sample) => labelOf(dataset, sample))
  const { mean, deviation } = momentsOf(dataset, samples, looked)
  yield 0.3
  const members = new Float64Array(classes)
  const sums = new Float64Array(classes * looked)
  samples.forEach((sample, n) => {
    const label = labels[n] as number
    if (label < 0) return
    members[label] = (members[label] as number) + 1
    for (let i = 0, from = sample * width, to = label * looked; i < looked; i++, from++, to++) {
      sums[to] = (sums[to] as number) + (inputs[from] as number) - (mean[i] as number)
    }
  })
  yield 0.7
  const oneToOne = oneToOneInputs(dataset, samples, labels, looked)
  return Array.from({ length: looked }, (_, input): TargetLeak[] => {
    for (let label = classes - 1; label >= 0; label--) {
      const share = (members[label] as number) / samples.length
      const spread = samples.length * (deviation[input] as number) * Math.sqrt(share * (1 - share))
      const correlation = (sums[label * looked + input] as number) / spread
      if (Math.abs(correlation) > highestCorrelation) return [{ input, target: label, correlation }]
    }
    return oneToOne.has(input) ? [{ input, target: 0, correlation: null }] : []
  }).flat()
}

/** Inputs that name the class: an input is given up at the first value that stands for two, or class that has two. */
function oneToOneInputs(dataset: Dataset, samples: Uint32Array, labels: Int32Array, looked: number): Set<number> {
  const width = sizeOf(dataset.inputShape)
  const candidates = new Map(
    Array.from({ length: looked }, (_, i) => [
      i,
      { classes: new Map<number, number>(), values: new Map<number, number>() },
    ]),
  )
  for (const [n, sample] of samples.entries()) {
    const label = labels[n] as number
    for (const [i, { classes, values }] of candidates) {
      const value = dataset.inputs[sample * width + i] as number
      const sameClass = (classes.get(value) ?? label) === label
      const sameValue = Object.is(values.get(label) ?? value, value)
      if (!sameClass || !sameValue) candidates.delete(i)
      classes.set(value, label)
      values.set(label, value)
    }
    if (candidates.size === 0) break
  }
  return new Set([...candidates].filter(([, { values }]) => values.size > 1).map(([i]) => i))
}

function* ofNumbers(dataset: Dataset, samples: Uint32Array): Generator<number, TargetLeak[]> {
  const width = sizeOf(dataset.inputShape)
  const targetWidth = sizeOf(dataset.targetShape)
  const targets = Math.min(targetWidth, Math.floor(Math.sqrt(mostMeasuredPairs)))
  const looked = Math.min(width, Math.floor(mostMeasuredPairs / targets))
  const x = momentsOf(dataset, samples, looked)
  const y = momentsOf({ inputs: dataset.targets, inputShape: dataset.targetShape }, samples, targets)
  const leaks: TargetLeak[] = []
  for (let input = 0; input < looked; input++) {
    for (let target = 0; target < targets; target++) {
      let sum = 0
      for (const sample of samples) {
        const dx = (dataset.inputs[sample * width + input] as number) - (x.mean[input] as number)
        sum += dx * ((dataset.targets[sample * targetWidth + target] as number) - (y.mean[target] as number))
      }
      const correlation = sum / (samples.length * (x.deviation[input] as number) * (y.deviation[target] as number))
      if (Math.abs(correlation) > highestCorrelation) {
        leaks.push({ input, target, correlation })
        break
      }
    }
    yield input / looked
  }
  return leaks
}

/** Mean and standard deviation of the first `looked` columns over `samples`. */
function momentsOf(
  { inputs, inputShape }: Pick<Dataset, 'inputs' | 'inputShape'>,
  samples: Uint32Array,
  looked: number,
): { mean: Float64Array; deviation: Float64Array } {
  const width = sizeOf(inputShape)
  const mean = new Float64Array(looked)
  const squares = new Float64Array(looked)
  for (const sample of samples) {
    for (let i = 0; i < looked; i++) mean[i] = (mean[i] as number) + (inputs[sample * width + i] as number)
  }
  for (let i = 0; i < looked; i++) mean[i] = (mean[i] as number) / samples.length
  for (const sample of samples) {
    for (let i = 0; i < looked; i++) {
      const distance = (inputs[sample * width + i] as number) - (mean[i] as number)
      squares[i] = (squares[i] as number) + distance * distance
    }
  }
  return { mean, deviation: squares.map((sum) => Math.sqrt(sum / samples.length)) }
}
