import { readRows } from '../../../src-engine/datasets/csv.ts'
import type { TableSource } from '../../../src-engine/datasets/dataset.ts'
import type { CsvGuess } from '../../../src-engine/datasets/csv/guess.ts'
import { createColumnSurvey, type ColumnSurvey } from '../../../src-engine/datasets/csv/survey.ts'
import { createValueReader } from '../../../src-engine/datasets/csv/values.ts'
import type { TableMark, TableSurvey } from '../../protocol.ts'

/** How a table is cut into values, and which of them stand for none. */
export interface TableCut extends Pick<CsvGuess, 'delimiter' | 'header' | 'decimal'> {
  readonly missingMarkers: readonly string[]
}

export interface WholeTable extends Pick<TableSurvey, 'rows' | 'unevenRows' | 'marks'> {
  readonly columns: readonly ColumnSurvey[]
}

/** Rows between two marks, and how many marks there may be: with more rows, the marks stand further apart. */
const rowsPerMark = 512
const mostMarks = 4096

/**
 * Walks through all rows of a table.
 *
 * @param width how many columns it has; rows of another length are only counted
 * @param onByte told, now and then, which byte of the text was reached
 * @throws InputError where it cannot be read as a table at all
 */
export async function surveyTable(
  table: TableSource,
  { missingMarkers, ...cut }: TableCut,
  width: number,
  onByte: (byte: number) => void = ignore,
): Promise<WholeTable> {
  const reader = createValueReader(missingMarkers, cut.decimal)
  const columns = Array.from({ length: width }, () => createColumnSurvey(reader))
  const marks = createMarks()
  let rows = 0
  let uneven = 0
  let [firstLine, firstLength] = [0, 0]
  await readRows(table, cut, (row, line, byte) => {
    if (marks.add({ row: rows, byte, line })) onByte(byte)
    rows++
    if (row.length === width) for (let i = 0; i < width; i++) columns[i]?.add(row[i] ?? '')
    else if (++uneven === 1) [firstLine, firstLength] = [line, row.length]
    return true
  })
  return {
    rows,
    unevenRows: uneven === 0 ? null : { count: uneven, firstLine, firstLength },
    columns: columns.map((column) => column.result()),
    marks: marks.all(),
  }
}

/** What the page is told of a column. */
export function factsOf({
  count,
  numbers,
  missing,
  infinite,
  minimum,
  maximum,
  categories,
  hasMoreCategories,
}: ColumnSurvey) {
  const different = hasMoreCategories ? null : categories.size
  return { missing, infinite, notNumbers: count - numbers, minimum, maximum, different }
}

/** Keeps the place of every so many-th row. */
function createMarks() {
  let marks: TableMark[] = []
  let step = rowsPerMark
  return {
    /** @returns whether the place is one to keep */
    add(mark: TableMark): boolean {
      if (mark.row % step !== 0) return false
      if (marks.length === mostMarks) {
        marks = marks.filter((_, i) => i % 2 === 0)
        step *= 2
      }
      if (mark.row % step === 0) marks.push(mark)
      return true
    },
    all: (): readonly TableMark[] => marks,
  }
}

function ignore(): void {
  // Nobody waits for word of it.
}
