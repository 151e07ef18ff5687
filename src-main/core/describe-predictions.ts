import { classScores, confusionOf } from '../../src-engine/class-scores.ts'
import type { PredictedClasses, Predictions } from '../../src-engine/evaluation.ts'
import type { ClassEvaluation, Evaluation, ModelInfo, RegressionEvaluation } from '../protocol.ts'
import { shortNumber } from './short-number.ts'

/** More rows than this are no table a person reads. */
const mostClasses = 40
/** As many outputs as a person would look through, and points as they can tell apart. */
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
