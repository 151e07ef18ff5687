import { inputError } from '../problem.ts'
import { say } from '../sentence.ts'
import { guessDelimiter } from './csv/dialect.ts'
import { guessCsv, guessRows, type CsvGuess } from './csv/guess.ts'
import { planColumns } from './csv/plan.ts'
import { characterOf, csvSchema, type CsvSettings } from './csv/settings.ts'
import { createTableBuilder } from './csv/table.ts'
import { createValueReader } from './csv/values.ts'
import type { StreamedDatasetType, TableSource } from './dataset.ts'

/**
 * A table from a text file (CSV, TSV): one row per sample, columns of numbers or of categories.
 *
 * What the settings leave open is told from the first rows (`guessCsv`). Categories become one input or output for each
 * value, a target of two categories one output, 0 or 1. Rows stream by: memory holds what is kept of them, not the file.
 */
export const csv: StreamedDatasetType<typeof csvSchema> = {
  name: 'csv',
  schema: csvSchema,
  files: ({ file }) => ({ file }),
  async stream(spec, source) {
    const table = await source.table('file')
    const { guess, width, toldAt } = await surveyCsv(spec, table)
    const planned = planColumns(spec, guess)
    const reader = createValueReader(spec.missingMarkers, guess.decimal)
    const builder = createTableBuilder(spec, planned, reader, { width, toldAt })
    await readRows(table, guess, (row, line) => builder.add(row, line))
    return builder.finish((count) => source.trainingPart(count))
  },
}

/** More than any table of samples has. */
const maxColumns = 50_000

/** Fewer rows are looked at where they are long. */
const maxGuessedValues = 1_000_000

/** What the first rows of a table suggest. */
export interface CsvSurvey {
  readonly guess: CsvGuess
  /** The first rows, those with the names of the columns left out. */
  readonly rows: readonly (readonly string[])[]
  /** How many columns there are, and the line that says so. */
  readonly width: number
  readonly toldAt: number
}

/** Guesses what the settings leave open. @throws InputError where there is no row, or rows differ in length */
export async function surveyCsv(
  spec: Pick<CsvSettings, 'file' | 'delimiter' | 'header' | 'decimal' | 'missingMarkers' | 'target' | 'columns'>,
  table: TableSource,
): Promise<CsvSurvey> {
  const delimiter = spec.delimiter === 'auto' ? guessDelimiter(table.head) : spec.delimiter
  const rows: (readonly string[])[] = []
  let toldAt = 0
  await table.read(characterOf(delimiter), (row, line) => {
    if (isBlank(row)) return true
    if (rows.length === 0) toldAt = line
    rows.push(row)
    return rows.length < guessRows && rows.length * row.length < maxGuessedValues
  })
  const width = rows[0]?.length
  if (width === undefined)
    throw inputError(
      ['file'],
      say('{file} is empty', { file: table.name }),
      say('needs a table of at least two columns'),
    )
  if (width > maxColumns) {
    throw inputError(
      ['file'],
      say('{file} has {count} columns', { file: table.name, count: width }),
      say('needs {count} at most', { count: maxColumns }),
    )
  }
  // Rows of another length are told when all are read, with their lines.
  const guess = guessCsv(
    rows.filter(({ length }) => length === width),
    delimiter,
    spec,
  )
  if (guess.header === 'yes' && rows.length === 1) {
    throw inputError(
      ['file'],
      say('{file} has no rows below the names of its columns', { file: table.name }),
      say('add some'),
    )
  }
  return { guess, rows: guess.header === 'yes' ? rows.slice(1) : rows, width, toldAt }
}

/** Reads the rows below the names of the columns. */
export async function readRows(
  table: TableSource,
  { delimiter, header }: Pick<CsvGuess, 'delimiter' | 'header'>,
  take: (row: readonly string[], line: number, byte: number) => boolean,
): Promise<void> {
  let isFirst = header === 'yes'
  await table.read(characterOf(delimiter), (row, line, byte) => {
    if (isBlank(row)) return true
    if (!isFirst) return take(row, line, byte)
    isFirst = false
    return true
  })
}

/** An empty line. */
export function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && row[0]?.trim() === ''
}
