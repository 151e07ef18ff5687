import type { SplitPart } from '../../datasets/split.ts'
import type { MetricPoint, Score } from '../../metrics.ts'
import type { ExportInput } from '../export-input.ts'
import { muted, section, table, type Section } from './html.ts'
import type { ReportMaterial } from './material.ts'
import { checkpointNamed, fill, type ReportWords } from './words.ts'

const parts: readonly SplitPart[] = ['train', 'validation', 'test']

/**
 * Scores of the last weights on every part and, where others leave the lab, of those; where the last were not scored, the
 * last points of the curves.
 */
export function writeResults(
  input: Pick<ExportInput, 'curves' | 'checkpointName'>,
  { run: { metrics }, evaluated }: ReportMaterial,
  words: ReportWords,
): Section | null {
  const { texts, numbers } = words
  const row = (name: string, { loss, accuracy }: Score) => [name, numbers.value(loss), numbers.share(accuracy)]
  const rows = parts.flatMap((part) => {
    const score = metrics ? metrics[part] : lastOf(input.curves, part)
    return score ? [row(texts.parts[part], score)] : []
  })
  if (evaluated && !(metrics && input.checkpointName === 'last')) {
    const weights = fill(texts.ofWeights, { name: checkpointNamed(input.checkpointName, words) })
    rows.push(row(fill(texts.partOf, { part: texts.parts[evaluated.part], weights }), evaluated))
  }
  if (rows.length === 0) return section('results', texts.results, muted(texts.noResults))
  return section(
    'results',
    texts.results,
    muted(metrics ? texts.lastWeights : texts.lastPoints),
    table([texts.part, texts.loss, texts.accuracy], rows, (column) => column > 0),
  )
}

function lastOf(curves: readonly MetricPoint[], part: string): Score | null {
  const last = (curve: string) => curves.findLast(({ name }) => name === `${part}.${curve}`)?.value ?? null
  const loss = last('loss')
  return loss === null ? null : { loss, accuracy: last('accuracy') }
}
