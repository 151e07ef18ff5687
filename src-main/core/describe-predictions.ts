import { classScores, confusionOf } from '../../src-engine/class-scores.ts'
import type { DataArray, Dataset } from '../../src-engine/datasets/dataset.ts'
import type { PredictedClasses, Predictions } from '../../src-engine/evaluation.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { ClassEvaluation, Evaluation, InputRange, ModelInfo, RegressionEvaluation } from '../protocol.ts'
import { shortNumber } from './short-number.ts'

/** More rows than this are no table a person reads. */
const mostClasses = 40
/** As many sliders as a person would move, outputs as they would look through, points as they can tell apart. */
const mostInputs = 32
const mostOutputs = 8
const mostPoints = 1500

/** Predictions in numbers a person judges by. */
export function describePredictions(
  { loss, classes, values, width }: Predictions,
  { classNames }: Pick<ModelInfo, 'classNames'>,
): Pick<Evaluation, 'loss' | 'accuracy' | 'classes' | 'regression'> {
  const count = loss.length
  const right = classes ? countRight(classes) : null
  return {
    loss: loss.reduce((sum, one) => sum + one, 0) / count,
    accuracy: right === null ? null : right / count,
    classes:
      classes && classes.count <= mostClasses ? describeClasses(classes, classNames, count - (right ?? 0)) : null,
    regression: values && describeValues(values, width, count),
  }
}

function countRight({ truth, predicted }: PredictedClasses): number {
  return truth.reduce((sum, label, i) => sum + (label === predicted[i] ? 1 : 0), 0)
}

function describeClasses(
  classes: PredictedClasses,
  names: readonly string[] | null,
  mistakes: number,
): ClassEvaluation {
  const confusion = confusionOf(classes)
  return {
    names: Array.from({ length: classes.count }, (_, label) => names?.[label] ?? String(label)),
    confusion,
    scores: classScores(confusion),
    mistakes,
  }
}

function describeValues(
  { output, target }: NonNullable<Predictions['values']>,
  width: number,
  count: number,
): RegressionEvaluation {
  const stride = Math.max(1, count / mostPoints)
  const shown = Array.from({ length: Math.min(count, mostPoints) }, (_, i) => Math.floor(i * stride))
  const outputs = Array.from({ length: Math.min(width, mostOutputs) }, (_, i) => {
    let error = 0
    for (let at = i; at < count * width; at += width) error += Math.abs((output[at] ?? 0) - (target[at] ?? 0))
    return {
      truth: shown.map((sample) => shortNumber(target[sample * width + i] ?? 0)),
      predicted: shown.map((sample) => shortNumber(output[sample * width + i] ?? 0)),
      meanAbsoluteError: error / count,
    }
  })
  return { outputs, count }
}

/** The range of every input over all samples; null where there are too many to set one by one. */
export function rangesOf({ inputs, inputShape, inputNames, count }: Dataset): InputRange[] | null {
  const width = sizeOf(inputShape)
  if (width > mostInputs) return null
  return Array.from({ length: width }, (_, i) => {
    let minimum = Infinity
    let maximum = -Infinity
    let sum = 0
    for (let at = i; at < count * width; at += width) {
      const value = inputs[at] ?? 0
      minimum = Math.min(minimum, value)
      maximum = Math.max(maximum, value)
      sum += value
    }
    return { name: inputNames?.[i] ?? null, minimum, maximum, mean: sum / count }
  })
}

/** The range of all inputs together; bytes have that of bytes, whatever values occur. */
export function rangeOf(inputs: DataArray): Evaluation['inputRange'] {
  if (inputs instanceof Uint8Array) return { minimum: 0, maximum: 255 }
  let minimum = Infinity
  let maximum = -Infinity
  for (const value of inputs) {
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
  }
  return { minimum, maximum }
}
