import type { SplitPart } from '../../datasets/split.ts'
import type { Score } from '../../metrics.ts'
import type { ExportInput } from '../export-input.ts'
import type { ReportMaterial } from './material.ts'
import { checkpointNamed, fill, type ReportWords } from './words.ts'

/** What came out, in one line: `Test accuracy 95.30% after 5 epochs`; how it ended comes first where it did not end well. */
export function headline(
  input: Pick<ExportInput, 'checkpointName'>,
  material: ReportMaterial,
  words: ReportWords,
): string {
  const { run } = material
  const { texts, numbers, plural } = words
  const isLast = input.checkpointName === 'last'
  const scored = (isLast ? bestKnown(run.metrics) : null) ?? material.evaluated
  // Weights that diverged are not kept: what is scored then says nothing of them.
  const score = scored && run.status !== 'diverged' ? scoreOf(scored.part, scored, words) : null
  if (run.step === 0) {
    const begin =
      run.origin?.kind === 'file' ? fill(texts.fromWeightsFile, { name: run.origin.name }) : texts.notTrained
    return [begin, ...(score ? [score] : [])].join('. ')
  }
  if (run.status === 'completed' && isLast && score) return `${score} ${plural(texts.after, run.epoch)}`
  const status = texts.statuses[run.status]
  const ended = plural(texts.endedAfter, run.epochs, { status, done: numbers.count(run.epoch) })
  const weights = isLast ? '' : ` (${fill(texts.ofWeights, { name: checkpointNamed(input.checkpointName, words) })})`
  return [ended, ...(score ? [score + weights] : [])].join('. ')
}

/** The score on what the network was trained on least. */
function bestKnown(metrics: ReportMaterial['run']['metrics']): (Score & { readonly part: SplitPart }) | null {
  const parts: readonly SplitPart[] = ['test', 'validation', 'train']
  for (const part of parts) {
    const score = metrics?.[part]
    if (score) return { ...score, part }
  }
  return null
}

function scoreOf(part: SplitPart, { loss, accuracy }: Score, { texts, numbers }: ReportWords): string {
  return accuracy === null
    ? fill(texts.lossOf[part], { value: numbers.value(loss) })
    : fill(texts.accuracyOf[part], { value: numbers.share(accuracy) })
}
