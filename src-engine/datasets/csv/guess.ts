import type { z } from 'zod'
import { guessDecimal } from './dialect.ts'
import type { CsvDelimiter, CsvKind, CsvRole, CsvSettings, csvSchema } from './settings.ts'
import { createColumnSurvey, type ColumnSurvey } from './survey.ts'
import { createValueReader, type Decimal, type ValueReader } from './values.ts'

/** How a table is to be read, as its first rows suggest. */
export interface CsvGuess {
  readonly delimiter: CsvDelimiter
  readonly header: 'yes' | 'no'
  readonly decimal: Decimal
  /** The rule that suits the gaps of the first rows. */
  readonly missing: CsvSettings['missing']
  readonly columns: readonly GuessedColumn[]
}

export interface GuessedColumn {
  readonly name: string
  readonly role: CsvRole
  readonly kind: CsvKind
  readonly survey: ColumnSurvey
}

/** So many rows are enough to tell what a table is. */
export const guessRows = 1000

/** A column is of numbers where so many of its values are; the rest are mistakes to tell a person of. */
const shareOfNumbers = 0.9

/** Whole numbers from 0 or 1 up without a gap, no more than this, are classes rather than measures. */
const maxNumberedClasses = 10

/** Names of columns that only count the rows. */
const rowNumberName = /^(|id|index|idx|row|no\.?|nr\.?|#|№|unnamed: 0)$/i

type Given = Pick<CsvSettings, 'header' | 'decimal' | 'missingMarkers' | 'target' | 'columns'>

/**
 * Guesses how a table is to be read from its first rows, all of one length; what is given is not guessed.
 *
 * - The first row names the columns where it has no number, and where some column below it is of numbers, or no value of
 *   it comes again below.
 * - A column is of numbers where nine tenths of its values are; otherwise of categories.
 * - The last column is the target. A target of whole numbers from 0 or 1 up without a gap, ten at most, is a category.
 * - Ignored are columns that count the rows (`id`), texts that hardly ever repeat, and empty columns.
 *
 * @param rows the first rows, {@link guessRows} at most
 */
export function guessCsv(rows: readonly (readonly string[])[], delimiter: CsvDelimiter, given: Given): CsvGuess {
  const decimal = given.decimal === 'auto' ? guessDecimal(rows, delimiter) : given.decimal
  const reader = createValueReader(given.missingMarkers, decimal)
  const header = given.header === 'auto' ? guessHeader(rows, reader) : given.header
  const values = header === 'yes' ? rows.slice(1) : rows
  const surveys = (rows[0] ?? []).map((_, column) => {
    const survey = createColumnSurvey(reader)
    for (const row of values) survey.add(row[column] ?? '')
    return survey.result()
  })
  const names = surveys.map((_, column) => nameOf(header === 'yes' ? rows[0]?.[column] : undefined, column))
  const roles = guessRoles(names, surveys, given)
  const columns = surveys.map((survey, i): GuessedColumn => {
    const [name, role] = [names[i] as string, roles[i] as CsvRole]
    return { name, role, kind: given.columns[name]?.kind ?? guessKind(survey, role), survey }
  })
  return { delimiter, header, decimal, missing: guessMissing(columns), columns }
}

/** The settings of an experiment file that say what was guessed, whatever the guess would be another time. */
export function settingsOf(file: string, guess: CsvGuess): z.input<typeof csvSchema> {
  const { delimiter, header, decimal, missing } = guess
  const columns = Object.fromEntries(guess.columns.map(({ name, role, kind }) => [name, { role, kind }]))
  return { name: 'csv', file, delimiter, header, decimal, missing, columns }
}

function nameOf(title: string | undefined, column: number): string {
  return title?.trim() || `column ${column + 1}`
}

function guessHeader(rows: readonly (readonly string[])[], reader: ValueReader): 'yes' | 'no' {
  const [first = [], ...below] = rows
  const titles = first.map((title) => title.trim())
  const isNumber = (value: string) => !Number.isNaN(reader.number(value))
  const named = titles.filter((title) => title !== '')
  if (named.length === 0 || named.some(isNumber)) return 'no'
  if (below.length === 0) return 'yes'
  const hasNumbers = titles.some((_, i) => below.some((row) => isNumber(row[i] ?? '')))
  const comesAgain = titles.some((title, i) => title !== '' && below.some((row) => row[i]?.trim() === title))
  return hasNumbers || !comesAgain ? 'yes' : 'no'
}

function guessRoles(names: readonly string[], surveys: readonly ColumnSurvey[], given: Given): CsvRole[] {
  const roles = surveys.map((survey, i): CsvRole => {
    const name = names[i] as string
    if (name === given.target) return 'target'
    const role = given.columns[name]?.role
    return role ?? (isUseful(name, survey) ? 'input' : 'ignore')
  })
  if (given.target === '' && !roles.includes('target')) {
    const last = roles.findLastIndex(
      (role, i) => role === 'input' && given.columns[names[i] as string]?.role !== 'input',
    )
    if (last >= 0) roles[last] = 'target'
  }
  return roles
}

function isUseful(name: string, survey: ColumnSurvey): boolean {
  const { count, categories, areConsecutive, minimum } = survey
  if (count === 0) return false
  const isNumbers = guessKind(survey, 'input') === 'number'
  if (isNumbers) return !(areConsecutive && (minimum === 0 || minimum === 1) && rowNumberName.test(unnamed(name)))
  return categories.size <= 50 || categories.size <= count / 2
}

/** A column that has no name of its own is named by its place alone. */
function unnamed(name: string): string {
  return /^column \d+$/.test(name) ? '' : name
}

function guessKind({ count, numbers, areWhole, minimum, maximum, categories }: ColumnSurvey, role: CsvRole): CsvKind {
  if (count === 0 || numbers < shareOfNumbers * count) return 'category'
  if (role !== 'target' || !areWhole || minimum === null || maximum === null) return 'number'
  const different = maximum - minimum + 1
  const isCounted = (minimum === 0 || minimum === 1) && different === categories.size
  return isCounted && different >= 2 && different <= maxNumberedClasses && count >= 2 * different
    ? 'category'
    : 'number'
}

/** Few gaps cost few rows; where there are many, rows are worth keeping. A target cannot be made up. */
function guessMissing(columns: readonly GuessedColumn[]): CsvSettings['missing'] {
  const used = columns.filter(({ role }) => role !== 'ignore')
  const shares = used.map(({ survey: { count, missing } }) => missing / Math.max(1, count + missing))
  const most = Math.max(0, ...shares)
  if (most === 0) return 'error'
  const isTargetWhole = used.every(({ role, survey }) => role !== 'target' || survey.missing === 0)
  return most <= 0.05 || !isTargetWhole ? 'drop' : 'mean'
}
