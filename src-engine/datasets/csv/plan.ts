import { listed, nearestKey } from '../../known-keys.ts'
import { inputError } from '../../problem.ts'
import { say } from '../../sentence.ts'
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
  requireDifferentNames(spec.file, names)
  if (spec.target !== '') requireColumn(['target'], spec.target, spec, names)
  for (const name of Object.keys(spec.columns)) requireColumn(['columns', name], name, spec, names)
  const planned = guess.columns.flatMap(({ name, role, kind }, index) =>
    role === 'ignore' ? [] : [{ index, name, role, kind }],
  )
  const targets = planned.filter(({ role }) => role === 'target')
  for (const { name } of targets) refuseScale(spec, name)
  if (targets.length === 0) {
    throw inputError(
      ['columns'],
      say('{file} has no column to predict', { file: spec.file }),
      say('needs one of {names}', { names: listed(names) }),
    )
  }
  if (targets.length > 1 && targets.some(({ kind }) => kind === 'category')) {
    const found = say('{names} are to be predicted together, and not all are numbers', {
      names: listed(targets.map(({ name }) => name)),
    })
    throw inputError(['columns'], found, say('needs one target of categories, or targets that are all numbers'))
  }
  if (targets.length === planned.length) {
    const { file } = spec
    if (names.length === 1) {
      const found = say('{file} has one column only, as far as can be seen', { file })
      throw inputError(['delimiter'], found, say('say what separates its columns'))
    }
    const found = say('{file} has no column to predict from', { file })
    throw inputError(['columns'], found, say('needs a column whose role is "input"'))
  }
  return planned
}

/**
 * @param needed of the names of a table's columns, those that must be told apart
 * @throws InputError where two columns share one
 */
export function requireDifferentNames(file: string, names: readonly string[], needed = names): void {
  const twice = names.findIndex((name, i) => names.indexOf(name) < i && needed.includes(name))
  if (twice < 0) return
  const name = names[twice] as string
  const places = { first: names.indexOf(name) + 1, second: twice + 1 }
  const found = say('{file}, line 1: columns {first} and {second} are both called "{name}"', { file, ...places, name })
  throw inputError(['file'], found, say('rename one of them'))
}

/** Only inputs are scaled: what a network puts out stays in the units of its data. */
function refuseScale({ columns }: CsvSettings, name: string): void {
  const scale = columns[name]?.scale
  if (scale === undefined) return
  const found = say('is "{scale}", and "{column}" is a target: only inputs are scaled', { scale, column: name })
  throw inputError(
    ['columns', name, 'scale'],
    found,
    say('take it out; measure targets in larger units, such as thousands'),
  )
}

function requireColumn(path: readonly string[], name: string, { file }: CsvSettings, names: readonly string[]): void {
  if (names.includes(name)) return
  const meant = nearestKey(name, names)
  const remedy =
    meant === null
      ? say('its columns are {names}', { names: listed(names) })
      : say('did you mean "{meant}"? its columns are {names}', { meant, names: listed(names) })
  throw inputError(path, say('{file} has no column "{column}"', { file, column: name }), remedy)
}
