import { surveyCsv, readRows } from '../../src-engine/datasets/csv.ts'
import { settingsOf, type CsvGuess } from '../../src-engine/datasets/csv/guess.ts'
import { csvSchema } from '../../src-engine/datasets/csv/settings.ts'
import { createColumnSurvey } from '../../src-engine/datasets/csv/survey.ts'
import { createValueReader } from '../../src-engine/datasets/csv/values.ts'
import { openTable } from '../files/table.ts'

/** What is in a table, and how it would be read. */
export interface TableInspection {
  readonly delimiter: CsvGuess['delimiter']
  readonly header: CsvGuess['header']
  readonly decimal: CsvGuess['decimal']
  /** Of the whole file, without the names of the columns. */
  readonly rows: number
  /** Rows that have more or fewer values than the first, and the line of the first of them. */
  readonly unevenRows: { readonly count: number; readonly firstLine: number } | null
  readonly columns: readonly InspectedColumn[]
  readonly firstRows: readonly (readonly string[])[]
  /** The dataset as it can stand in an experiment. */
  readonly dataset: ReturnType<typeof settingsOf>
}

export interface InspectedColumn {
  readonly name: string
  readonly role: 'input' | 'target' | 'ignore'
  readonly kind: 'number' | 'category'
  readonly missing: number
  /** Values that are there and are no numbers. */
  readonly notNumbers: number
  readonly minimum: number | null
  readonly maximum: number | null
  /** The most frequent values, and how many different ones there are; null where they are too many to count. */
  readonly categories: readonly { readonly value: string; readonly count: number }[]
  readonly different: number | null
}

const shownRows = 5
const shownCategories = 20

/**
 * Reads a whole table to say what is in it: how the lab would take it, told from the first rows, and what each column
 * has, told from all.
 *
 * @throws InputError where it cannot be read as a table at all
 */
export async function inspectTable(file: string, directory: string): Promise<TableInspection> {
  const spec = csvSchema.parse({ name: 'csv', file })
  const table = await openTable(file, directory, ['file'])
  const { guess, rows: first, width } = await surveyCsv(spec, table)
  const reader = createValueReader(spec.missingMarkers, guess.decimal)
  const surveys = guess.columns.map(() => createColumnSurvey(reader))
  let rows = 0
  let uneven = 0
  let firstLine = 0
  await readRows(table, guess, (row, line) => {
    rows++
    if (row.length === width) surveys.forEach((survey, i) => survey.add(row[i] ?? ''))
    else if (++uneven === 1) firstLine = line
    return true
  })
  const columns = guess.columns.map(({ name, role, kind }, i): InspectedColumn => {
    const survey = surveys[i]?.result()
    if (!survey) throw new Error('every column is surveyed')
    const { missing, count, numbers, minimum, maximum, categories, hasMoreCategories } = survey
    const frequent = [...categories].sort(([, a], [, b]) => b - a).slice(0, shownCategories)
    return {
      name,
      role,
      kind,
      missing,
      notNumbers: count - numbers,
      minimum,
      maximum,
      categories: kind === 'category' ? frequent.map(([value, times]) => ({ value, count: times })) : [],
      different: hasMoreCategories ? null : categories.size,
    }
  })
  const { delimiter, header, decimal } = guess
  return {
    delimiter,
    header,
    decimal,
    rows,
    unevenRows: uneven === 0 ? null : { count: uneven, firstLine },
    columns,
    firstRows: first.slice(0, shownRows),
    dataset: settingsOf(file, guess),
  }
}
