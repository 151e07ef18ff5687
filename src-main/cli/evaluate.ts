import type { ClassEvaluation, Evaluation, ModelInfo, RegressionEvaluation, SplitPart } from '../protocol.ts'
import { valueOf } from './failure.ts'
import {
  formatCount,
  formatFields,
  formatShare,
  formatTable,
  formatValue,
  print,
  type GlobalOptions,
} from './output.ts'
import { withLab } from './with-lab.ts'

export interface EvaluateOptions extends GlobalOptions {
  readonly part?: SplitPart
  readonly checkpoint: string
}

/** `lab evaluate RUN`: confusion matrix and scores of every class, or the errors of measured targets. */
export function evaluateCommand(runId: string, { part, checkpoint, ...options }: EvaluateOptions): Promise<void> {
  return withLab(options, async (lab) => {
    const run = valueOf(await lab.request('getRun', { runId }))
    const evaluation = valueOf(await lab.request('evaluateRun', { runId, checkpoint, part: part ?? null }))
    print(options, { runId: run.id, ...evaluation }, () =>
      [
        describeEvaluation(`#${run.number} ${run.name}`, evaluation),
        ...(evaluation.classes ? describeClasses(evaluation.classes) : []),
        ...(evaluation.regression ? [describeErrors(evaluation.regression, run.model)] : []),
      ].join('\n\n'),
    )
  })
}

function describeEvaluation(title: string, { part, parts, checkpoint, loss, accuracy }: Evaluation): string {
  return formatFields([
    ['Run', title],
    ['Weights', `${checkpoint.name}, epoch ${checkpoint.epoch}`],
    ['Part', `${part}, ${formatCount(parts[part])} samples`],
    ['Loss', formatValue(loss)],
    ['Accuracy', formatShare(accuracy)],
  ])
}

/** What a class is taken for in rows, and the scores of each. */
function describeClasses({ names, confusion, scores }: ClassEvaluation): string[] {
  const matrix = formatTable(
    ['true \\ predicted', ...names],
    confusion.map((row, label) => [names[label] ?? '', ...row.map(formatCount)]),
  )
  const table = formatTable(
    ['class', 'precision', 'recall', 'F1', 'support'],
    scores.map(({ precision, recall, f1, support }, label) => [
      names[label] ?? '',
      ...[precision, recall, f1].map(formatShare),
      formatCount(support),
    ]),
  )
  return [matrix, table]
}

function describeErrors({ outputs }: RegressionEvaluation, { targetNames }: ModelInfo): string {
  return formatTable(
    ['output', 'mean absolute error'],
    outputs.map(({ meanAbsoluteError }, i) => [targetNames?.[i] ?? String(i), formatValue(meanAbsoluteError)]),
  )
}
