import type { SplitPart } from '../../datasets/split.ts'
import type { MetricPoint, Score } from '../../metrics.ts'
import type { ExportInput } from '../export-input.ts'
import { muted, section, table, type Section } from './html.ts'
import type { ReportedEvaluation, ReportMaterial } from './material.ts'
import { checkpointNamed, fill, type ReportWords } from './words.ts'

const parts: readonly SplitPart[] = ['train', 'validation', 'test']

/**
 * Scores of the last weights on every part and, where others leave the lab, of those; where the last were not scored, the
 * last points of the curves.
 */
export function writeResults(
  input: Pick<ExportInput, 'curves' | 'checkpointName' | 'checkpoint'>,
  { run: { metrics }, evaluated }: ReportMaterial,
  words: ReportWords,
): Section | null {
  const { texts, numbers } = words
  const known = parts.flatMap((part) => {
    const score = metrics ? metrics[part] : lastOf(input.curves, part)
    return score ? [{ name: texts.parts[part], score }] : []
  })
  const asked = evaluated && !(metrics && input.checkpointName === 'last') ? [scoreOf(evaluated, input, words)] : []
  const all = [...known, ...asked]
  if (all.length === 0) return section('results', texts.results, muted(texts.noResults))
  const hasAccuracy = all.some(({ score }) => score.accuracy !== null)
  const rows = all.map(({ name, score: { loss, accuracy } }) => [
    name,
    numbers.value(loss),
    ...(hasAccuracy ? [numbers.share(accuracy)] : []),
  ])
  const headings = [texts.part, texts.loss, ...(hasAccuracy ? [texts.accuracy] : [])]
  return section(
    'results',
    texts.results,
    known.length === 0 ? null : muted(metrics ? texts.lastWeights : texts.lastPoints),
    table(headings, rows, (column) => column > 0),
  )
}

/** What was asked of the weights that leave the lab, named by when they were kept. */
function scoreOf(
  { part, ...score }: ReportedEvaluation,
  { checkpointName, checkpoint: { position } }: Pick<ExportInput, 'checkpointName' | 'checkpoint'>,
  words: ReportWords,
): { readonly name: string; readonly score: Score } {
  const { texts, numbers } = words
  const kept = { epoch: numbers.count(position.epoch), step: numbers.count(position.step) }
  const name = fill(texts.checkpointAt, { name: checkpointNamed(checkpointName, words), ...kept })
  return { name: fill(texts.partOf, { part: texts.parts[part], weights: fill(texts.ofWeights, { name }) }), score }
}

function lastOf(curves: readonly MetricPoint[], part: string): Score | null {
  const last = (curve: string) => curves.findLast(({ name }) => name === `${part}.${curve}`)?.value ?? null
  const loss = last('loss')
  return loss === null ? null : { loss, accuracy: last('accuracy') }
}
