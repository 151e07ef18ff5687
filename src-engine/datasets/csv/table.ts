import { inputError, type InputError } from '../../problem.ts'
import { say, type Sentence } from '../../sentence.ts'
import type { Dataset } from '../dataset.ts'
import { createColumn, missingCategory, missingNumber, shown, type Column } from './columns.ts'
import { inputsOf, requireRoom, targetsOf } from './dataset.ts'
import type { PlannedColumn } from './plan.ts'
import type { CsvMissing, CsvSettings } from './settings.ts'
import type { ValueReader } from './values.ts'

/** Takes the rows of a table one after the other, and keeps of them what is needed. */
export interface TableBuilder {
  /** @returns whether more rows are wanted; throws InputError naming line and column where the row makes no sense */
  add(row: readonly string[], line: number): boolean
  /** Throws InputError where there is nothing to learn from the rows. */
  finish(trainingPart: (count: number) => Uint32Array): Dataset
}

/** How many values each row must have; the row before the first told so, at line `toldAt`. */
interface Width {
  readonly width: number
  readonly toldAt: number
}

export function createTableBuilder(
  spec: CsvSettings,
  planned: readonly PlannedColumn[],
  reader: ValueReader,
  { width, toldAt }: Width,
): TableBuilder {
  const columns = planned.map((column) => createColumn(column, reader))
  const row = new Float64Array(columns.length)
  const rules = columns.map(({ name }) => spec.columns[name]?.missing ?? spec.missing)
  const gaps: number[] = []
  let count = 0

  /** Reads what is needed of a row into `row`. @returns whether the row is to be kept */
  function read(values: readonly string[], line: number): boolean {
    gaps.length = 0
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as Column
      const value = values[column.index] as string
      const number = column.read(value, (problem) => inCell(spec, line, column, problem))
      if (number !== null) row[i] = number
      else if (rules[i] === 'drop') return false
      else gaps.push(i)
    }
    for (const i of gaps) {
      const column = columns[i] as Column
      row[i] = gap(spec, column, values[column.index] as string, line, rules[i] as CsvMissing)
    }
    return true
  }

  return {
    add(values, line) {
      if (values.length !== width) throw unevenRow(spec.file, { line, count: values.length }, { width, toldAt })
      if (!read(values, line)) return true
      for (let i = 0; i < columns.length; i++) (columns[i] as Column).push(row[i] as number)
      count++
      requireRoom(spec, columns.length, count)
      return count !== spec.limit
    },
    finish(trainingPart) {
      if (count === 0) {
        const found = say('{file}: no row has all its values', { file: spec.file })
        throw inputError(['file'], found, say('ignore columns that lack them, or set missing to "mean"'))
      }
      const training = trainingPart(count)
      const inputs = columns.filter(({ role }) => role === 'input')
      const targets = columns.filter(({ role }) => role === 'target')
      return { count, ...inputsOf(spec, inputs, count, training), ...targetsOf(spec, targets, count) }
    },
  }
}

/** What is said of a row that has `count` values in place of `width`. */
export function unevenRow(
  file: string,
  { line, count }: { readonly line: number; readonly count: number },
  { width, toldAt }: Width,
): InputError {
  const needed = { other: toldAt, needed: width }
  const problem =
    count === 1
      ? say('has one value, and line {other} has {needed}', needed)
      : say('has {count} values, and line {other} has {needed}', { ...needed, count })
  const found = say('{file}, line {line}: {problem}', { file, line, problem })
  return inputError(['file'], found, say('give every line as many; values that hold the delimiter need quotes'))
}

/** What stands for a value that is missing. */
function gap(spec: CsvSettings, column: Column, value: string, line: number, rule: CsvMissing): number {
  const refuse = (problem: Sentence, remedy: Sentence) =>
    inputError(['file'], inCell(spec, line, column, problem), remedy)
  const written = value.trim() === '' ? say('nothing') : shown(value)
  if (rule === 'error') {
    const found = say('the value is missing (found: {written})', { written })
    throw refuse(found, say('add it, or set missing to "drop" or "mean"'))
  }
  if (column.role === 'target') {
    const found = say('the value to predict is missing (found: {written})', { written })
    throw refuse(found, say('add it, or set missing to "drop"'))
  }
  return column.kind === 'number' ? missingNumber : missingCategory
}

function inCell({ file }: CsvSettings, line: number, { name }: PlannedColumn, problem: Sentence): Sentence {
  return say('{file}, line {line}, column "{column}": {problem}', { file, line, column: name, problem })
}
