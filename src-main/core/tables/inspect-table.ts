import { surveyCsv } from '../../../src-engine/datasets/csv.ts'
import { settingsOf, type CsvGuess, type RoleReason } from '../../../src-engine/datasets/csv/guess.ts'
import { csvSchema } from '../../../src-engine/datasets/csv/settings.ts'
import { requireDifferentNames } from '../../../src-engine/datasets/csv/plan.ts'
import { unevenRow } from '../../../src-engine/datasets/csv/table.ts'
import { InputError } from '../../../src-engine/problem.ts'
import type { ColumnFacts, TableSurvey } from '../../protocol.ts'
import { openTable } from '../../files/table.ts'
import { factsOf, surveyTable } from './survey-table.ts'

/** What is in a table, and how it would be read. */
export interface TableInspection {
  readonly delimiter: CsvGuess['delimiter']
  readonly header: CsvGuess['header']
  readonly decimal: CsvGuess['decimal']
  readonly rows: TableSurvey['rows']
  readonly unevenRows: TableSurvey['unevenRows']
  readonly columns: readonly InspectedColumn[]
  readonly firstRows: readonly (readonly string[])[]
  /** The dataset as it can stand in an experiment; null where rows differ in length or columns share a name, so that none can be made. */
  readonly dataset: ReturnType<typeof settingsOf> | null
}

export interface InspectedColumn extends ColumnFacts {
  readonly name: string
  readonly role: 'input' | 'target' | 'ignore'
  readonly kind: 'number' | 'category'
  /** Why it has its role. */
  readonly why: RoleReason
  /** The most frequent values. */
  readonly categories: readonly { readonly value: string; readonly count: number }[]
}

const shownRows = 5
const shownCategories = 20

/**
 * Reads a whole table to say what is in it: how the lab would take it, told from the first rows, and what each column
 * has, told from all. Rows that differ in length and columns of one name do not keep it from that: they are the `problem`.
 *
 * @throws InputError where it cannot be read as a table at all
 */
export async function inspectTable(
  file: string,
  directory: string,
): Promise<{ readonly inspection: TableInspection; readonly problem: InputError | null }> {
  const spec = csvSchema.parse({ name: 'csv', file })
  const table = await openTable(file, directory, ['file'])
  const { guess, rows: first, width, toldAt } = await surveyCsv(spec, table)
  const { missingMarkers } = spec
  const { rows, unevenRows, columns: surveys } = await surveyTable(table, { ...guess, missingMarkers }, width)
  const columns = guess.columns.map(({ name, role, kind, why }, i): InspectedColumn => {
    const survey = surveys[i]
    if (!survey) throw new Error('every column is surveyed')
    const frequent = [...survey.categories].sort(([, a], [, b]) => b - a).slice(0, shownCategories)
    return {
      name,
      role,
      kind,
      why: why.role,
      ...factsOf(survey),
      categories: kind === 'category' ? frequent.map(([value, times]) => ({ value, count: times })) : [],
    }
  })
  const { delimiter, header, decimal } = guess
  const uneven =
    unevenRows && unevenRow(file, { line: unevenRows.firstLine, count: unevenRows.firstLength }, { width, toldAt })
  const problem = uneven ?? sharedName(file, columns)
  const dataset = problem ? null : settingsOf(file, guess)
  const firstRows = first.slice(0, shownRows)
  return { inspection: { delimiter, header, decimal, rows, unevenRows, columns, firstRows, dataset }, problem }
}

function sharedName(file: string, columns: readonly InspectedColumn[]): InputError | null {
  try {
    requireDifferentNames(
      file,
      columns.map(({ name }) => name),
    )
    return null
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error
  }
}
