import type { FloatArray } from './float-array.ts'

export type MetricName = 'train.loss' | 'train.accuracy' | 'validation.loss' | 'validation.accuracy'

/** One point of a curve. `train.*` are means over the batches since the last point; `validation.*` over the whole part. */
export interface MetricPoint {
  /** Batches trained so far. */
  readonly step: number
  /** Epochs trained so far, with the fraction of the current one. */
  readonly epoch: number
  readonly name: MetricName
  readonly value: number
}

/** Loss per sample, and the share of samples classified rightly; null where the task is regression. */
export interface Score {
  readonly loss: number
  readonly accuracy: number | null
}

/**
 * How many of `n` samples are classified rightly; both buffers (n, width).
 *
 * One output: prediction and target on the same side of 0.5. Several: the largest output is the target's largest, the
 * first of equals counting.
 */
export function countCorrect(n: number, width: number, output: FloatArray, target: FloatArray): number {
  let correct = 0
  if (width === 1) {
    for (let i = 0; i < n; i++) if ((output[i] as number) >= 0.5 === (target[i] as number) >= 0.5) correct++
    return correct
  }
  for (let row = 0; row < n * width; row += width) {
    if (largestOf(output, row, width) === largestOf(target, row, width)) correct++
  }
  return correct
}

/** Where the largest of `width` numbers from `start` on is, counted from `start`; the first of equals. */
function largestOf(values: FloatArray, start: number, width: number): number {
  let best = 0
  for (let i = 1; i < width; i++) if ((values[start + i] as number) > (values[start + best] as number)) best = i
  return best
}

/**
 * The class that the outputs of a sample stand for, and what they give it, as the accuracy counts: one output is a class
 * by its side of 0.5, several by the largest.
 */
export function chosenClass(
  output: FloatArray,
  start: number,
  width: number,
): { readonly label: number; readonly probability: number } {
  if (width === 1) {
    const value = output[start] as number
    return value >= 0.5 ? { label: 1, probability: value } : { label: 0, probability: 1 - value }
  }
  const label = largestOf(output, start, width)
  return { label, probability: output[start + label] as number }
}
