import { stat } from 'node:fs/promises'
import { isBlank } from '../../../src-engine/datasets/csv.ts'
import type { RowPlace } from '../../../src-engine/datasets/dataset.ts'
import { guessDelimiter } from '../../../src-engine/datasets/csv/dialect.ts'
import { guessRows } from '../../../src-engine/datasets/csv/guess.ts'
import { characterOf, type CsvDelimiter } from '../../../src-engine/datasets/csv/settings.ts'
import { InputError, inputError, type Problem } from '../../../src-engine/problem.ts'
import { say } from '../../../src-engine/sentence.ts'
import type { TableBeginning, TableRow } from '../../protocol.ts'
import { locate } from '../../files/locate.ts'
import { openTable } from '../../files/table.ts'

export interface TablePlace {
  readonly file: string
  readonly directory: string | null
}

/** Fewer rows are sent where they are long. */
const mostValues = 100_000

/** Longer values are cut where a table is only looked at. */
const mostCharacters = 200

/**
 * The first rows of a table, read from the beginning of its file alone.
 *
 * @param wanted what separates its columns; `auto` for what its first lines suggest
 * @throws InputError (path `file`) where it is missing, empty or no text
 */
export async function previewTable(place: TablePlace, wanted: CsvDelimiter | 'auto'): Promise<TableBeginning> {
  const path = locate(place.file, place.directory, ['file'])
  const table = await openTable(place.file, place.directory, ['file'])
  const delimiter = wanted === 'auto' ? guessDelimiter(table.head) : wanted
  const rows: TableRow[] = []
  let values = 0
  let isWhole = true
  let problem: Problem | null = null
  try {
    await table.read(characterOf(delimiter), (row, line) => {
      if (isBlank(row)) return true
      // The first row has the names of the columns: one more than are guessed from.
      isWhole = rows.length <= guessRows && (rows.length === 0 || values + row.length <= mostValues)
      if (!isWhole) return false
      values += row.length
      rows.push({ values: row, line })
      return true
    })
  } catch (error) {
    if (!(error instanceof InputError) || rows.length === 0) throw error
    isWhole = false
    problem = error.problems[0] ?? null
  }
  if (rows.length === 0) {
    const found = say('{file} is empty', { file: place.file })
    throw inputError(['file'], found, say('needs a table of at least two columns'))
  }
  const { bytes, mtime } = await factsOfFile(path)
  const { isZipped, startsWithMark } = table.text
  return { path, bytes, mtime, isZipped, startsWithMark, delimiter, rows, isWhole, problem }
}

export interface RowsWanted extends TablePlace {
  readonly delimiter: CsvDelimiter
  readonly from: RowPlace
  /** Rows between there and the first one wanted. */
  readonly skip: number
  readonly count: number
  /** How many columns are looked at. */
  readonly columns: number
  /** When the file was changed last, as far as whoever asks knows. */
  readonly mtime: number
}

/**
 * Some rows from the middle of a table.
 *
 * @throws InputError where the file is another since the place was noted, or cannot be read there
 */
export async function readTableRows({
  delimiter,
  from,
  skip,
  count,
  columns,
  mtime,
  ...place
}: RowsWanted): Promise<TableRow[]> {
  const path = locate(place.file, place.directory, ['file'])
  const table = await openTable(place.file, place.directory, ['file'])
  if ((await factsOfFile(path)).mtime !== mtime) {
    throw inputError(
      ['file'],
      say('{file} has changed since it was opened', { file: place.file }),
      say('open it again'),
    )
  }
  const rows: TableRow[] = []
  let before = skip
  await table.read(
    characterOf(delimiter),
    (row, line) => {
      if (isBlank(row) || before-- > 0) return true
      rows.push({ values: row.slice(0, columns).map(cut), line })
      return rows.length < count
    },
    from,
  )
  return rows
}

async function factsOfFile(path: string): Promise<{ bytes: number; mtime: number }> {
  const { size, mtimeMs } = await stat(path)
  return { bytes: size, mtime: mtimeMs }
}

function cut(value: string): string {
  return value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value
}
