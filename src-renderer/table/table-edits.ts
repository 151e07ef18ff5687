import type { CsvGuess } from '../../src-engine/datasets/csv/guess.ts'
import type { CsvColumn, CsvRole } from '../../src-engine/datasets/csv/settings.ts'
import type { TableDraft } from './table-plan.ts'

/** Roles as a person chooses them: a target takes the place of the one before, or is one more. */
export type RoleChoice = CsvRole | 'another_target'

/** Says something of one column; undefined takes it back. */
export function setColumn<K extends keyof CsvColumn>(
  draft: TableDraft,
  name: string,
  key: K,
  value: CsvColumn[K] | undefined,
): TableDraft {
  const { [key]: _, ...rest } = draft.columns[name] ?? {}
  const column = value === undefined ? rest : { ...rest, [key]: value }
  return { ...draft, columns: { ...draft.columns, [name]: column } }
}

/** Gives a column its role. */
export function setRole(draft: TableDraft, guess: CsvGuess, name: string, choice: RoleChoice): TableDraft {
  if (choice !== 'target') return setColumn(draft, name, 'role', choice === 'another_target' ? 'target' : choice)
  const others = guess.columns.filter((column) => column.role === 'target' && column.name !== name)
  const without = others.reduce((made, column) => setColumn(made, column.name, 'role', 'input'), draft)
  return setColumn(without, name, 'role', 'target')
}

/** Gives all columns but the targets a role; what was found to be a target stays one, whatever else is said. */
export function setAllRoles(draft: TableDraft, guess: CsvGuess, role: 'input' | 'ignore'): TableDraft {
  const columns = guess.columns.map((column): [string, CsvColumn] => [
    column.name,
    { ...draft.columns[column.name], role: column.role === 'target' ? 'target' : role },
  ])
  return { ...draft, columns: Object.fromEntries(columns) }
}

/** Whether the first row has the names of the columns; what was said of columns goes with them to their other names. */
export function setHeader(
  draft: TableDraft,
  guess: CsvGuess,
  first: readonly string[],
  header: 'yes' | 'no',
): TableDraft {
  if (header === guess.header) return { ...draft, header }
  const names = first.map((title, i) => (header === 'yes' && title.trim() ? title.trim() : `column ${i + 1}`))
  const columns = guess.columns.flatMap(({ name }, i): [string, CsvColumn][] => {
    const said = draft.columns[name]
    const renamed = names[i]
    return said && renamed !== undefined ? [[renamed, said]] : []
  })
  return { ...draft, header, columns: Object.fromEntries(columns) }
}
