import { arePlain, inputNamesOf, type InputColumn } from '../../inputs/columns.ts'
import { inputError } from '../../problem.ts'
import { say, type Sentence } from '../../sentence.ts'
import { compactClasses, taskOf } from '../classes.ts'
import type { Dataset, InputScale } from '../dataset.ts'
import { missingCategory, shown, type Column } from './columns.ts'
import type { CsvSettings } from './settings.ts'

/** Numbers of 8 bytes that may be kept of a table: 2 GB. */
const maxNumbers = 2 ** 28

/** @throws InputError where a table is larger than what is kept in memory */
export function requireRoom({ file, limit }: CsvSettings, width: number, count: number): void {
  if (width * count <= maxNumbers) return
  const found = say('{file} has more than {count} numbers in {width} columns', { file, count: maxNumbers, width })
  const remedy =
    limit === undefined
      ? say('set limit, or ignore columns; more is not kept in memory')
      : say('lower limit, or ignore columns; more is not kept in memory')
  throw inputError(['file'], found, remedy)
}

/**
 * Inputs in the table's order. A column of numbers is one input, whose gaps are filled with the mean of its values in the
 * training part; a column of categories is one input for each of its values, all of them 0 where it has a gap.
 */
export function inputsOf(
  spec: CsvSettings,
  columns: readonly Column[],
  count: number,
  training: Uint32Array,
): Pick<Dataset, 'inputShape' | 'inputs' | 'inputNames' | 'columns' | 'inputScales' | 'fillings'> {
  const parts = columns.map((column) => (column.kind === 'number' ? null : sortedCategories(column)))
  const width = parts.reduce((sum, part) => sum + (part?.names.length ?? 1), 0)
  requireRoom(spec, width, count)
  const inputs = new Float64Array(count * width)
  const known: InputColumn[] = []
  const inputScales: InputScale[] = []
  const fillings: (number | null)[] = []
  let first = 0
  columns.forEach((column, i) => {
    const { name } = column
    const part = parts[i]
    const mayLack = (spec.columns[name]?.missing ?? spec.missing) === 'mean'
    if (!part) {
      const { values, mean, isFilled } = withoutGaps(spec, column, training)
      for (let row = 0; row < count; row++) inputs[row * width + first] = values[row] as number
      known.push({ name, categories: null, gap: mayLack ? mean : null })
      inputScales.push(spec.columns[name]?.scale ?? null)
      fillings.push(isFilled ? mean : null)
      first++
      return
    }
    const codes = column.values.all()
    for (let row = 0; row < count; row++) {
      const code = codes[row] as number
      if (code !== missingCategory) inputs[row * width + first + (part.places[code] as number)] = 1
    }
    // Without any value it is no input.
    if (part.names.length > 0) known.push({ name, categories: part.names, gap: mayLack ? 0 : null })
    for (const _ of part.names) {
      inputScales.push('category')
      fillings.push(null)
    }
    first += part.names.length
  })
  const hasOwn = inputScales.some((scale) => scale !== null)
  const isFilled = fillings.some((filling) => filling !== null)
  return {
    inputShape: [width],
    inputs,
    inputNames: inputNamesOf(known),
    ...(arePlain(known) ? {} : { columns: known }),
    ...(hasOwn ? { inputScales } : {}),
    ...(isFilled ? { fillings } : {}),
  }
}

/** Two classes as one number, more as one output each; numbers as they are. */
export function targetsOf(
  spec: CsvSettings,
  columns: readonly Column[],
  count: number,
): Pick<Dataset, 'targetShape' | 'targets' | 'task' | 'classNames'> {
  const [only] = columns
  if (only?.kind === 'category') {
    const { names, places } = sortedCategories(only)
    if (names.length < 2) throw constant(spec, only, names[0] ?? '')
    requireRoom(spec, Math.ceil(names.length / 8), count)
    return compactClasses(
      Int32Array.from(only.values.all(), (code) => places[code] as number),
      names,
    )
  }
  const width = columns.length
  const targets = new Float64Array(count * width)
  columns.forEach((column, i) => {
    const values = column.values.all()
    if (values.every((value) => value === values[0])) throw constant(spec, column, String(values[0]))
    for (let row = 0; row < count; row++) targets[row * width + i] = values[row] as number
  })
  const task = taskOf(targets, width)
  const names = columns.map(({ name }) => name)
  return { targetShape: [width], targets, task, ...(task === 'regression' ? { targetNames: names } : {}) }
}

function constant({ file }: CsvSettings, { name }: Column, value: string) {
  const found = say('every row has {value}, so there is nothing to predict', { value: shown(value) })
  return inputError(['file'], inColumn(file, name, found), say('choose another target, or read more rows'))
}

function inColumn(file: string, column: string, problem: Sentence): Sentence {
  return say('{file}, column "{column}": {problem}', { file, column, problem })
}

/**
 * Categories that occur, in an order that the rows' order has no part in: numbers by size, anything else by its
 * characters. `places` has the place of each in order of appearance.
 */
function sortedCategories({ categories, values }: Column): { names: string[]; places: Int32Array } {
  const occurs = new Uint8Array(categories.length)
  for (const code of values.all()) if (code !== missingCategory) occurs[code] = 1
  const names = categories.filter((_, code) => occurs[code] === 1)
  const areNumbers = names.every((name) => Number.isFinite(Number(name)))
  names.sort((a, b) => (areNumbers && Number(a) - Number(b)) || (a < b ? -1 : 1))
  return { names, places: Int32Array.from(categories, (name) => names.indexOf(name)) }
}

/** A column of numbers, its gaps filled with the mean of its training part; null where that has no value. */
function withoutGaps(
  { file }: CsvSettings,
  { name, values }: Column,
  training: Uint32Array,
): { readonly values: Float64Array; readonly mean: number | null; readonly isFilled: boolean } {
  const all = values.all()
  const isFilled = all.some(Number.isNaN)
  let sum = 0
  let known = 0
  for (const index of training) {
    const value = all[index] as number
    if (Number.isNaN(value)) continue
    sum += value
    known++
  }
  const mean = known === 0 ? null : sum / known
  if (!isFilled) return { values: all, mean, isFilled }
  if (mean === null) {
    const found = say('no row of the training part has a value, so it has no mean')
    throw inputError(['file'], inColumn(file, name, found), say('ignore the column, or set missing to "drop"'))
  }
  return { values: all.map((value) => (Number.isNaN(value) ? mean : value)), mean, isFilled }
}
