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
  readonly why: { readonly role: RoleReason; readonly kind: KindReason }
  readonly survey: ColumnSurvey
}

/** Why a column has its role: it is said, or it is the last one, counts the rows, has texts that hardly repeat … */
export type RoleReason = 'given' | 'last' | 'row_numbers' | 'texts' | 'different' | 'empty' | 'useful'

/** Why a column is of its kind; `mostly_numbers` has others among them, `classes` are whole numbers from 0 or 1 up. */
export type KindReason = 'given' | 'empty' | 'words' | 'numbers' | 'mostly_numbers' | 'classes'

/** So many rows are enough to tell what a table is. */
export const guessRows = 1000

/** A column is of numbers where so many of its values are; the rest are mistakes to tell a person of. */
const shareOfNumbers = 0.9

/** Whole numbers from 0 or 1 up without a gap, no more than this, are classes rather than measures. */
const maxNumberedClasses = 10

/** So many texts of which none comes again say nothing of another row: names, addresses. */
const fewestDifferent = 5

/** Names of columns that only count the rows. */
const rowNumberName = /^(|id|index|idx|row|no\.?|nr\.?|#|№|unnamed: 0)$/i

/** What was guessed, and why. */
type Told<T, R> = readonly [guess: T, reason: R]

type Given = Pick<CsvSettings, 'header' | 'decimal' | 'missingMarkers' | 'target' | 'columns'>

/**
 * Guesses how a table is to be read from its first rows, all of one length; what is given is not guessed.
 *
 * - The first row names the columns where it has no number, and where some column below it is of numbers, or no value of
 *   it comes again below.
 * - A column is of numbers where nine tenths of its values are; otherwise of categories.
 * - The last column is the target. A target of whole numbers from 0 or 1 up without a gap, ten at most, is a category.
 * - Ignored are columns that count the rows (`id`), texts that never repeat, in five rows or more, or hardly ever do in
 *   many, and empty columns.
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
    const name = names[i] as string
    const [role, roleReason] = roles[i] as Told<CsvRole, RoleReason>
    const kind = given.columns[name]?.kind
    const [told, kindReason]: Told<CsvKind, KindReason> = kind ? [kind, 'given'] : guessKind(survey, role)
    return { name, role, kind: told, why: { role: roleReason, kind: kindReason }, survey }
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

function guessRoles(
  names: readonly string[],
  surveys: readonly ColumnSurvey[],
  given: Given,
): Told<CsvRole, RoleReason>[] {
  const roles = surveys.map((survey, i): Told<CsvRole, RoleReason> => {
    const name = names[i] as string
    if (name === given.target) return ['target', 'given']
    const role = given.columns[name]?.role
    if (role) return [role, 'given']
    const useless = whyUseless(name, survey)
    return useless ? ['ignore', useless] : ['input', 'useful']
  })
  if (given.target === '' && !roles.some(([role]) => role === 'target')) {
    const last = roles.findLastIndex(([, reason]) => reason === 'useful')
    if (last >= 0) roles[last] = ['target', 'last']
  }
  return roles
}

function whyUseless(name: string, survey: ColumnSurvey): RoleReason | null {
  const { count, categories, areConsecutive, minimum } = survey
  if (count === 0) return 'empty'
  const [kind] = guessKind(survey, 'input')
  if (kind === 'category') {
    if (categories.size === count && count >= fewestDifferent) return 'different'
    return categories.size > 50 && categories.size > count / 2 ? 'texts' : null
  }
  const countsRows = areConsecutive && (minimum === 0 || minimum === 1) && rowNumberName.test(unnamed(name))
  return countsRows ? 'row_numbers' : null
}

/** A column that has no name of its own is named by its place alone. */
function unnamed(name: string): string {
  return /^column \d+$/.test(name) ? '' : name
}

function guessKind(survey: ColumnSurvey, role: CsvRole): Told<CsvKind, KindReason> {
  const { count, numbers, areWhole, minimum, maximum, categories } = survey
  if (count === 0) return ['category', 'empty']
  if (numbers < shareOfNumbers * count) return ['category', 'words']
  const asNumber: Told<CsvKind, KindReason> = ['number', numbers < count ? 'mostly_numbers' : 'numbers']
  if (role !== 'target' || !areWhole || minimum === null || maximum === null) return asNumber
  const different = maximum - minimum + 1
  const isCounted = (minimum === 0 || minimum === 1) && different === categories.size
  return isCounted && different >= 2 && different <= maxNumberedClasses && count >= 2 * different
    ? ['category', 'classes']
    : asNumber
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
