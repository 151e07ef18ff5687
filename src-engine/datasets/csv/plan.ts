import { nearestKey } from '../../known-keys.ts'
import { inputError } from '../../problem.ts'
import type { CsvGuess } from './guess.ts'
import type { CsvKind, CsvSettings } from './settings.ts'

/** A column that is needed. */
export interface PlannedColumn {
  /** Its place in a row, from 0. */
  readonly index: number
  readonly name: string
  readonly role: 'input' | 'target'
  readonly kind: CsvKind
}

/**
 * The columns that are needed, inputs and targets each in the table's order.
 *
 * @throws InputError where the settings name columns that are not there, or leave no input or no target
 */
export function planColumns(spec: CsvSettings, guess: CsvGuess): PlannedColumn[] {
  const names = guess.columns.map(({ name }) => name)
  checkNames(spec, names)
  const planned = guess.columns.flatMap(({ name, role, kind }, index) =>
    role === 'ignore' ? [] : [{ index, name, role, kind }],
  )
  const targets = planned.filter(({ role }) => role === 'target')
  if (targets.length === 0) {
    throw inputError(['columns'], `${spec.file} has no column to predict`, `needs one of ${listed(names)}`)
  }
  if (targets.length > 1 && targets.some(({ kind }) => kind === 'category')) {
    const found = `${listed(targets.map(({ name }) => name))} are to be predicted together, and not all are numbers`
    throw inputError(['columns'], found, 'needs one target of categories, or targets that are all numbers')
  }
  if (targets.length === planned.length) {
    const only = names.length === 1 ? ', as far as can be seen: it has one column only' : ''
    throw inputError(
      [names.length === 1 ? 'delimiter' : 'columns'],
      `${spec.file} has no column to predict from${only}`,
      names.length === 1 ? 'say what separates its columns' : 'needs a column whose role is "input"',
    )
  }
  return planned
}

function checkNames(spec: CsvSettings, names: readonly string[]): void {
  const twice = names.findIndex((name, i) => names.indexOf(name) < i)
  if (twice >= 0) {
    const places = `${names.indexOf(names[twice] as string) + 1} and ${twice + 1}`
    throw inputError(
      ['file'],
      `${spec.file}, line 1: columns ${places} are both called "${names[twice]}"`,
      'rename one of them',
    )
  }
  if (spec.target !== '') requireColumn(['target'], spec.target, spec, names)
  for (const name of Object.keys(spec.columns)) requireColumn(['columns', name], name, spec, names)
}

function requireColumn(path: readonly string[], name: string, { file }: CsvSettings, names: readonly string[]): void {
  if (names.includes(name)) return
  const meant = nearestKey(name, names)
  const remedy = meant === null ? '' : `did you mean "${meant}"? `
  throw inputError(path, `${file} has no column "${name}"`, `${remedy}its columns are ${listed(names)}`)
}

/** The first twenty of some names, in quotes. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `"${name}"`)
  return shown.join(', ') + (names.length > shown.length ? ` and ${names.length - shown.length} more` : '')
}
