import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { guessCsv, guessRows, type CsvGuess } from '../../src-engine/datasets/csv/guess.ts'
import { planColumns } from '../../src-engine/datasets/csv/plan.ts'
import type { CsvColumn, CsvKind, CsvMissing, CsvSettings } from '../../src-engine/datasets/csv/settings.ts'
import { createTableBuilder } from '../../src-engine/datasets/csv/table.ts'
import { createValueReader } from '../../src-engine/datasets/csv/values.ts'
import { InputError, type Problem } from '../../src-engine/problem.ts'
import type { TableBeginning, TableRow } from '../../src-main/protocol.ts'

/** What a person has said of a table. What they have not said is `auto`, or no key at all, and is guessed. */
export interface TableDraft extends Omit<CsvSettings, 'missing' | 'target'> {
  readonly missing: CsvMissing | null
}

/** How a table would be read, and what would come of its first rows. */
export interface TablePlan {
  readonly guess: CsvGuess
  /** The same as settings of an experiment: nothing in them is left to be guessed another time. */
  readonly spec: CsvSettings
  /** The first rows, those with the names of the columns left out. */
  readonly rows: readonly TableRow[]
  readonly outcome: TableOutcome
}

export interface TableOutcome {
  /** Of the first rows, those that are left out. */
  readonly dropped: number
  readonly dataset: Dataset | null
  /** What keeps it from being data; of the first rows alone, so that later ones may cure or add some. */
  readonly problem: Problem | null
}

/** The draft that a dataset of an experiment makes. */
export function draftOf({ target, ...spec }: CsvSettings): TableDraft {
  if (target === '') return spec
  return { ...spec, columns: { ...spec.columns, [target]: { ...spec.columns[target], role: 'target' } } }
}

/** Works out what comes of the first rows; of a thousand rows of ten columns in a few milliseconds. */
export function planTable(beginning: TableBeginning, draft: TableDraft): TablePlan {
  const width = beginning.rows[0]?.values.length ?? 0
  const values = beginning.rows.map((row) => row.values)
  const even = values.filter(({ length }) => length === width).slice(0, guessRows)
  const guess = guessCsv(even, beginning.delimiter, { ...draft, target: '' })
  const { delimiter, header, decimal } = guess
  const missing = draft.missing ?? guess.missing
  const spec = { ...draft, target: '', delimiter, header, decimal, missing, columns: columnsOf(guess, draft) }
  const rows = header === 'yes' ? beginning.rows.slice(1) : beginning.rows
  return { guess, spec, rows, outcome: outcomeOf(beginning, spec, guess, rows) }
}

function columnsOf(guess: CsvGuess, { columns }: TableDraft): Record<string, CsvColumn> {
  return Object.fromEntries(
    guess.columns.map(({ name, role, kind }) => {
      const { scale, ...said } = columns[name] ?? {}
      // Only inputs are scaled.
      return [name, { ...said, ...(scale && role !== 'target' ? { scale } : {}), role, kind }]
    }),
  )
}

function outcomeOf(
  { rows: [first], problem }: TableBeginning,
  spec: CsvSettings,
  guess: CsvGuess,
  rows: readonly TableRow[],
): TableOutcome {
  let taken = 0
  try {
    const reader = createValueReader(spec.missingMarkers, spec.decimal === 'comma' ? 'comma' : 'point')
    const width = { width: first?.values.length ?? 0, toldAt: first?.line ?? 1 }
    const builder = createTableBuilder(spec, planColumns(spec, guess), reader, width)
    for (const { values, line } of rows) {
      taken++
      if (!builder.add(values, line)) break
    }
    // Means of all there are: the parts are drawn once all rows are known.
    const dataset = builder.finish((count) => Uint32Array.from({ length: count }, (_, i) => i))
    return { dropped: taken - dataset.count, dataset, problem }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    // Rows that cannot be read are why the others make no sense.
    return { dropped: 0, dataset: null, problem: problem ?? error.problems[0] ?? null }
  }
}

/** How many inputs each column of a role becomes: 1 of numbers, of categories as many as occur. */
export function widthsOf({ guess }: TablePlan, inputNames: readonly string[]): ReadonlyMap<string, number> {
  const widths = new Map<string, number>()
  let at = 0
  for (const { name, role, kind } of guess.columns) {
    if (role !== 'input') continue
    const start = at
    if (kind === 'number') at++
    else while (inputNames[at]?.startsWith(`${name} = `)) at++
    widths.set(name, at - start)
  }
  return widths
}

/** What filling gaps comes to: a mean in columns of numbers, in those of categories none of them. */
export function fillingOf(kinds: readonly CsvKind[]): 'mean' | 'no_category' | 'mean_or_no_category' {
  if (!kinds.includes('category')) return 'mean'
  return kinds.includes('number') ? 'mean_or_no_category' : 'no_category'
}
