import { inputError } from '../../problem.ts'
import type { Dataset } from '../dataset.ts'
import { createColumn, missingCategory, missingNumber, shown, type Column } from './columns.ts'
import { inputsOf, requireRoom, targetsOf } from './dataset.ts'
import type { PlannedColumn } from './plan.ts'
import type { CsvSettings } from './settings.ts'
import type { ValueReader } from './values.ts'

/** Takes the rows of a table one after the other, and keeps of them what is needed. */
export interface TableBuilder {
  /** @returns whether more rows are wanted; throws InputError naming line and column where the row makes no sense */
  add(row: readonly string[], line: number): boolean
  /** Throws InputError where there is nothing to learn from the rows. */
  finish(trainingPart: (count: number) => Uint32Array): Dataset
}

/** @param width how many values each row must have; the row before the first told so, at line `toldAt` */
export function createTableBuilder(
  spec: CsvSettings,
  planned: readonly PlannedColumn[],
  reader: ValueReader,
  { width, toldAt }: { readonly width: number; readonly toldAt: number },
): TableBuilder {
  const columns = planned.map((column) => createColumn(column, reader))
  const row = new Float64Array(columns.length)
  let count = 0

  /** Reads what is needed of a row into `row`. @returns whether the row is to be kept */
  function read(values: readonly string[], line: number): boolean {
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as Column
      const value = values[column.index] as string
      const number = column.read(value, () => placeOf(spec, line, column))
      if (number !== null) row[i] = number
      else if (spec.missing === 'drop') return false
      else row[i] = gap(spec, column, value, line)
    }
    return true
  }

  return {
    add(values, line) {
      if (values.length !== width) {
        const found = `${spec.file}, line ${line}: has ${countOf(values.length)}, and line ${toldAt} has ${width}`
        throw inputError(['file'], found, 'give every line as many; values that hold the delimiter need quotes')
      }
      if (!read(values, line)) return true
      for (let i = 0; i < columns.length; i++) (columns[i] as Column).push(row[i] as number)
      count++
      requireRoom(spec, columns.length, count)
      return count !== spec.limit
    },
    finish(trainingPart) {
      if (count === 0) {
        const remedy = spec.missing === 'drop' ? 'no row has all its values; ignore columns that lack them' : 'add rows'
        throw inputError(['file'], `${spec.file} has no rows to learn from`, remedy)
      }
      const training = trainingPart(count)
      const inputs = columns.filter(({ role }) => role === 'input')
      const targets = columns.filter(({ role }) => role === 'target')
      return { count, ...inputsOf(spec, inputs, count, training), ...targetsOf(spec, targets, count) }
    },
  }
}

/** What stands for a value that is missing. */
function gap(spec: CsvSettings, column: Column, value: string, line: number): number {
  const found = value.trim() === '' ? 'is missing' : `is missing (${shown(value)})`
  const place = placeOf(spec, line, column)
  if (spec.missing === 'error') {
    throw inputError(['file'], `${place}: the value ${found}`, 'add it, or set missing to "drop" or "mean"')
  }
  if (column.role === 'target') {
    throw inputError(['file'], `${place}: the value to predict ${found}`, 'add it, or set missing to "drop"')
  }
  return column.kind === 'number' ? missingNumber : missingCategory
}

function placeOf({ file }: CsvSettings, line: number, { name }: PlannedColumn): string {
  return `${file}, line ${line}, column "${name}"`
}

function countOf(values: number): string {
  return values === 1 ? '1 value' : `${values} values`
}
