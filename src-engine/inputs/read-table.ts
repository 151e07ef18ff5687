import { readRows, surveyCsv } from '../datasets/csv.ts'
import { shown } from '../datasets/csv/columns.ts'
import { guessDelimiter } from '../datasets/csv/dialect.ts'
import { requireDifferentNames } from '../datasets/csv/plan.ts'
import { characterOf, type CsvDelimiter } from '../datasets/csv/settings.ts'
import { unevenRow } from '../datasets/csv/table.ts'
import { createValueReader, type ValueReader } from '../datasets/csv/values.ts'
import type { TableSource } from '../datasets/dataset.ts'
import { inputError, type InputError } from '../problem.ts'
import { say, type Sentence } from '../sentence.ts'
import { encodeValue, type ColumnValue, type InputColumn } from './columns.ts'
import { missingColumn, placeOf, unknownCategory, valueNeeded } from './read-value.ts'

/**
 * Inputs of a network from a table, flat, row by row. Its first line names the columns, in any order and beside others;
 * how it is written is guessed as of tables to be learnt from.
 *
 * @param columns that the inputs were made of
 * @param missingMarkers values that stand for none, in any case of letters
 * @throws InputError naming file, line and column where the table lacks a column, or a value cannot be taken
 */
export async function readInputTable(
  table: TableSource,
  columns: readonly InputColumn[],
  missingMarkers: readonly string[],
): Promise<number[][]> {
  const delimiter = guessDelimiter(table.head)
  const header = await hasHeader(table, delimiter, columns)
  const given = { file: table.name, target: '', columns: {}, missingMarkers: [...missingMarkers] }
  const { guess, width, toldAt } = await surveyCsv({ ...given, delimiter, header, decimal: 'auto' }, table)
  const names = guess.columns.map(({ name }) => name)
  requireColumns({ file: table.name, line: toldAt }, columns, names)
  const places = columns.map(({ name }) => names.indexOf(name))
  const reader = createValueReader(missingMarkers, guess.decimal)
  const rows: number[][] = []
  await readRows(table, guess, (row, line) => {
    if (row.length !== width) throw unevenRow(table.name, { line, count: row.length }, { width, toldAt })
    const refuse: Refuse = ({ name }, problem, remedy) =>
      inputError(
        ['file'],
        say('{file}, line {line}, column "{column}": {problem}', { file: table.name, line, column: name, problem }),
        remedy,
      )
    const inputs = columns.flatMap((column, i) =>
      encodeValue(column, readValue(column, row[places[i] as number] as string, reader, refuse)),
    )
    rows.push(inputs)
    return true
  })
  return rows
}

/** A network may have learnt from a table without names, whose columns are called by their places. */
async function hasHeader(
  table: TableSource,
  delimiter: CsvDelimiter,
  columns: readonly InputColumn[],
): Promise<'yes' | 'no'> {
  let first: readonly string[] = []
  await table.read(characterOf(delimiter), (row) => {
    first = row.map((title) => title.trim())
    return first.every((title) => title === '')
  })
  const isNamed = columns.some(({ name }) => first.includes(name))
  return !isNamed && columns.every(({ name }) => /^column \d+$/.test(name)) ? 'no' : 'yes'
}

function requireColumns(
  place: { readonly file: string; readonly line: number },
  columns: readonly InputColumn[],
  names: readonly string[],
): void {
  const missing = columns.find(({ name }) => !names.includes(name))
  if (missing) {
    const { message, remedy } = missingColumn(missing, columns, names)
    throw inputError(['file'], say('{file}, line {line}: {problem}', { ...place, problem: message }), remedy)
  }
  requireDifferentNames(
    place.file,
    names,
    columns.map(({ name }) => name),
  )
}

type Refuse = (column: InputColumn, problem: Sentence, remedy: Sentence) => InputError

function readValue(column: InputColumn, value: string, reader: ValueReader, refuse: Refuse): ColumnValue {
  const { categories, gap } = column
  const read = categories === null ? reader.number(value) : placeOf(categories, value)
  if (read !== null && !Number.isNaN(read)) return read
  if (categories === null ? reader.isMissingNumber(value) : reader.isMissing(value)) {
    if (gap !== null) return null
    const written = value.trim() === '' ? say('nothing') : shown(value)
    throw refuse(column, say('the value is missing (found: {written})', { written }), valueNeeded())
  }
  if (categories === null) {
    const problem = say('{value} is no number', { value: shown(value) })
    throw refuse(column, problem, say('must be {expected}', { expected: say('a number') }))
  }
  const { message, remedy } = unknownCategory(shown(value), value, categories)
  throw refuse(column, message, remedy)
}
