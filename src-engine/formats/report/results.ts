import type { MetricPoint } from '../../metrics.ts'
import { html, section, table, type Html } from './html.ts'
import type { ReportedClasses, ReportedRun } from './material.ts'
import type { NumberFormats } from './numbers.ts'
import { fill, type ReportTexts } from './texts.ts'

/** Scores of the last weights on every part; where they were not measured, the last points of the curves. */
export function writeMetrics(
  metrics: ReportedRun['metrics'],
  curves: readonly MetricPoint[],
  texts: ReportTexts,
  numbers: NumberFormats,
): Html {
  const rows = (['train', 'validation', 'test'] as const).flatMap((part) => {
    const score = metrics ? metrics[part] : lastOf(curves, part)
    return score ? [[texts.parts[part], numbers.value(score.loss), numbers.share(score.accuracy)]] : []
  })
  if (rows.length === 0) return html``
  return section(
    metrics ? texts.metrics : texts.lastPoints,
    table([texts.part, texts.loss, texts.accuracy], rows, (column) => column > 0),
  )
}

function lastOf(curves: readonly MetricPoint[], part: string): { loss: number; accuracy: number | null } | null {
  const last = (curve: string) => curves.findLast(({ name }) => name === `${part}.${curve}`)?.value ?? null
  const loss = last('loss')
  return loss === null ? null : { loss, accuracy: last('accuracy') }
}

/** What the network takes for what, the cells shaded by their share of the row, and how well it knows each class. */
export function writeClasses(classes: ReportedClasses | null, texts: ReportTexts, numbers: NumberFormats): Html {
  if (!classes) return html``
  const { names, confusion, scores, part } = classes
  const head = names.map((name) => html`<th scope="col">${name}</th>`)
  const rows = confusion.map((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0)
    const cells = row.map((count) => {
      const share = total === 0 ? 0 : count / total
      return html`<td style="background: rgba(var(--cell), ${Math.round(share * 45) / 100})">
        ${numbers.count(count)}
      </td>`
    })
    return html`<tr>
      <th scope="row">${names[truth] ?? String(truth)}</th>
      ${cells}
    </tr>`
  })
  const headings = [texts.class, texts.precisionOf, texts.recall, texts.f1, texts.support]
  const known = scores.map(({ precision, recall, f1, support }, i) => [
    names[i] ?? String(i),
    numbers.share(precision),
    numbers.share(recall),
    numbers.share(f1),
    numbers.count(support),
  ])
  return section(
    texts.confusion,
    html`<p class="muted">${fill(texts.confusionNote, { part: texts.parts[part] })}</p>`,
    html`<div class="wide">
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
    table(headings, known, (column) => column > 0),
  )
}
