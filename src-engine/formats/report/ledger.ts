import { inFloat64 } from '../../explain/exact.ts'
import type { LedgerStep } from '../../explain/ledger.ts'
import { quantitiesOf, type QuantityGroup } from '../../explain/ledger-quantities.ts'
import { inLanguage } from '../../explain/symbolic/in-language.ts'
import { symbolicLine, type Quantity } from '../../explain/symbolic.ts'
import type { Experiment } from '../../spec.ts'
import { html, muted, section, type Html, type Section } from './html.ts'
import { termOf } from './settings.ts'
import { fill, type ReportWords } from './words.ts'

/** A network with no more numbers than these is written down whole. */
const wholeUpTo = 200
/** Of a larger one, so many of each kind and layer. */
const fewOfEach = 3
/** The longest sum that is written in full, of a small network and of a larger one. */
const maxTerms = { whole: 8, few: 4 } as const

/** The first step of training: symbol → formula → numbers → value, whole for a small network. */
export function writeLedger(experiment: Experiment, step: LedgerStep, words: ReportWords): Section | null {
  const { texts, numbers } = words
  const source = { experiment: inFloat64(experiment), step }
  const whole = step.layers.map((layer) => quantitiesOf(layer, wholeUpTo))
  const count = whole.flat().reduce((sum, { quantities, left }) => sum + quantities.length + left, 0)
  const isWhole = count <= wholeUpTo
  const groups = isWhole ? whole : step.layers.map((layer) => quantitiesOf(layer, fewOfEach))
  const write = (quantity: Quantity): Html => {
    const { symbol, formula, substituted, result } = symbolicLine(source, quantity, {
      maxTerms: isWhole ? maxTerms.whole : maxTerms.few,
    })
    return html`<tr>
      <th scope="row" class="formula">${readable(symbol, words)}</th>
      <td class="formula">${readable(formula, words)}</td>
      <td class="formula">${substituted === result ? '' : readable(substituted, words)}</td>
      <td class="formula number">${readable(result, words)}</td>
    </tr>`
  }
  const rowsOf = ({ quantities, left }: QuantityGroup): Html => {
    const more = fill(texts.more, { count: numbers.count(left) })
    return html`${quantities.map(write)}${
      left > 0
        ? html`<tr>
            <td colspan="4" class="muted">${more}</td>
          </tr>`
        : null
    }`
  }
  const head = [texts.symbol, texts.formula, texts.substituted].map((text) => html`<th scope="col">${text}</th>`)
  const tableOf = (rows: readonly Html[]): Html =>
    html`<div class="wide" tabindex="0">
      <table class="ledger">
        <thead>
          <tr>
            ${head}
            <th scope="col" class="number">${texts.value}</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`
  const layerNamed = (index: number, type: string) => ({
    number: numbers.count(index + 1),
    name: termOf(words, 'layers', type),
  })
  const layers = step.layers.flatMap((layer, i) => {
    const rows = (groups[i] ?? []).map(rowsOf)
    if (rows.length === 0) return []
    return [
      html`<h3>${fill(texts.ledgerLayer, layerNamed(layer.index, layer.type))}</h3>
        ${tableOf(rows)}`,
    ]
  })
  return section(
    'ledger',
    texts.ledger,
    muted(`${texts.ledgerNote} ${isWhole ? '' : fill(texts.ledgerCut, { count: numbers.count(fewOfEach) })}`.trim()),
    ...layers,
    html`<h3>${texts.loss}</h3>
      ${tableOf([write({ kind: 'loss' })])}`,
  )
}

const wordJoiner = '\u2060'

/** A line in the report's language, which is not broken between the indexes of a name. */
function readable(line: string, { texts, language }: ReportWords): string {
  return inLanguage(line, language)
    .replaceAll('⁾', `⁾${wordJoiner}`)
    .replace(/\((\d+) terms\)/g, (_all, count: string) => fill(texts.terms, { count }))
}
