import type { CsvColumn, CsvSettings } from '../../datasets/csv/settings.ts'
import { columnsOf, type InputColumn } from '../../inputs/columns.ts'
import type { ModelInfo } from '../../model-info.ts'
import { html, muted, table, type Html } from './html.ts'
import { fill, type ReportWords } from './words.ts'

const mostColumns = 60
const mostCategories = 20

/**
 * What becomes of the columns of a table and of the values they lack, where that is more than the facts above it say; null
 * where every column is a number that no row lacks.
 */
export function writeColumns(spec: CsvSettings, model: ModelInfo, words: ReportWords): Html | null {
  const { texts, numbers } = words
  const inputs = columnsOf(model) ?? []
  const known = new Set(inputs.map(({ name }) => name))
  const others = Object.entries(spec.columns).filter(([name]) => !known.has(name))
  const rows = [
    ...inputs.flatMap((column) => inputRow(column, spec, words)),
    ...others.map(([name, column]) => otherRow(name, column, spec, words)),
  ]
  if (rows.length === 0) return null
  const more = rows.length - mostColumns
  return html`<h3>${texts.columns}</h3>
    ${muted(texts.columnsNote)}
    ${table([texts.column, texts.becomes, texts.missing], rows.slice(0, mostColumns), () => false)}
    ${more > 0 ? muted(fill(texts.andMore, { count: numbers.count(more) })) : null}`
}

/** None of a plain number, where the rule of all is its own. */
function inputRow(column: InputColumn, spec: CsvSettings, words: ReportWords): string[][] {
  const { name, categories, gap } = column
  const own = spec.columns[name]
  if (categories === null && gap === null && own?.missing === undefined) return []
  return [[name, categories ? categoriesOf(categories, words) : words.texts.asNumber, gapOf(column, spec, words)]]
}

function gapOf({ name, categories, gap }: InputColumn, spec: CsvSettings, { texts, numbers }: ReportWords): string {
  const rule = spec.columns[name]?.missing ?? spec.missing
  if (rule !== 'mean' || gap === null) return texts.missingRules[rule]
  return categories ? texts.allZero : fill(texts.filledWith, { value: numbers.value(gap) })
}

function categoriesOf(categories: readonly string[], { texts, numbers }: ReportWords): string {
  const more = categories.length - mostCategories
  const rest = more > 0 ? [fill(texts.andMore, { count: numbers.count(more) })] : []
  return fill(texts.asCategory, { names: [...categories.slice(0, mostCategories), ...rest].join(', ') })
}

/** Of a column that is no input of the network: what is predicted, and what is left out. */
function otherRow(name: string, { role, missing }: CsvColumn, spec: CsvSettings, { texts }: ReportWords): string[] {
  const isTarget = role === 'target' || name === spec.target
  return isTarget ? [name, texts.asTarget, texts.missingRules[missing ?? spec.missing]] : [name, texts.leftOut, '']
}
