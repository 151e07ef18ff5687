import type { Experiment } from '../../spec.ts'
import { className } from './data.ts'
import { html, muted, section, table, type Section } from './html.ts'
import type { ReportedEvaluation } from './material.ts'
import { fill, type ReportWords } from './words.ts'

/** What the network takes for what, the cells shaded by their share of the row, and how well it knows each class. */
export function writeClasses(
  evaluated: ReportedEvaluation | null,
  weights: string,
  dataset: Experiment['dataset'],
  words: ReportWords,
): Section | null {
  const classes = evaluated?.classes
  if (!classes) return null
  const { texts, numbers } = words
  const names = classes.names.map((name) => className(name, dataset, words))
  const head = names.map((name) => html`<th scope="col" class="number">${name}</th>`)
  const rows = classes.confusion.map((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0)
    const cells = row.map((count, predicted) => {
      const share = total === 0 ? 0 : count / total
      const look = predicted === truth ? 'right' : 'wrong'
      return html`<td class="${look}" style="--share: ${Math.round(share * 45)}%">${numbers.count(count)}</td>`
    })
    return html`<tr>
      <th scope="row">${names[truth] ?? String(truth)}</th>
      ${cells}
    </tr>`
  })
  const known = classes.scores.map(({ precision, recall, f1, support }, i) => [
    names[i] ?? String(i),
    numbers.share(precision),
    numbers.share(recall),
    numbers.share(f1),
    numbers.count(support),
  ])
  return section(
    'confusion',
    texts.confusion,
    muted(fill(texts.confusionNote, { part: texts.partsWithin[evaluated.part], weights })),
    html`<div class="wide" tabindex="0">
      <table class="confusion">
        <thead>
          <tr>
            <th scope="col">${texts.trueClass}</th>
            ${head}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`,
    table([texts.class, texts.precisionOf, texts.recall, texts.f1, texts.support], known, (column) => column > 0),
  )
}
