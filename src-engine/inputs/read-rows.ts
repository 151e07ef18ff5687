import { z } from 'zod'
import { listed } from '../known-keys.ts'
import type { ModelInfo } from '../model-info.ts'
import { inputError, InputError, underPath, type JsonPath } from '../problem.ts'
import { describe, problemsOf } from '../schema-problems.ts'
import { say } from '../sentence.ts'
import { nestedNumbers } from '../shape.ts'
import { signalOf } from '../validate.ts'
import { columnsOf, encodeValue, totalWidth, type ColumnValue, type InputColumn } from './columns.ts'
import { missingColumn, placeOf, unknownCategory, valueNeeded, type Fault } from './read-value.ts'
import { requireRow } from './require-row.ts'

const listSchema = z.array(z.unknown()).min(1)
const numbersSchema = z.array(nestedNumbers).min(1)

/**
 * Inputs of a network from JSON, flat: a list of rows, each of them
 *
 * - all inputs as numbers, flat or nested by their shape: `[5.1, 0, 1]`;
 * - or the values of the columns that inputs were made of, in their order: `[5.1, "Rome"]`;
 * - or the same by their names, beside any others: `{ "length": 5.1, "city": "Rome" }`.
 *
 * null stands for a value that is missing.
 *
 * @throws InputError with the JSON path of the first value that is wrong
 */
export function readInputRows(json: unknown, model: ModelInfo): number[][] {
  const columns = columnsOf(model)
  if (columns === null) return readNumbers(json, model)
  return parse(listSchema, json).map((row, i) => underPath([i], () => readRow(row, columns)))
}

function readNumbers(json: unknown, model: ModelInfo): number[][] {
  // The schema lets only numbers in, at any depth.
  const rows = parse(numbersSchema, json).map((row) => (row as unknown[]).flat(Infinity) as number[])
  rows.forEach((row, i) => {
    requireRow(row, i, signalOf(model))
  })
  return rows
}

function parse<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw new InputError(problemsOf(parsed.error, schema, json))
  return parsed.data
}

function readRow(row: unknown, columns: readonly InputColumn[]): number[] {
  if (Array.isArray(row)) {
    const numbers: unknown[] = row.flat(Infinity)
    if (numbers.length === totalWidth(columns) && numbers.every(isNumber)) return numbers
    if (row.length !== columns.length) throw otherCount(row.length, columns)
    return columns.flatMap((column, i) => readValue(column, row[i], [i]))
  }
  if (typeof row !== 'object' || row === null) {
    const remedy = say('needs a list of values, or an object with {names}', { names: namesOf(columns) })
    throw inputError([], say('is {found}', { found: describe(row) }), remedy)
  }
  const values = row as Readonly<Record<string, unknown>>
  const missing = columns.find(({ name }) => !Object.hasOwn(values, name))
  if (missing) throw asError(missingColumn(missing, columns, Object.keys(values)), [])
  return columns.flatMap((column) => readValue(column, values[column.name], [column.name]))
}

function readValue(column: InputColumn, value: unknown, path: JsonPath): number[] {
  return encodeValue(column, valueOf(column, value, path))
}

function valueOf({ categories, gap }: InputColumn, value: unknown, path: JsonPath): ColumnValue {
  const message = say('is {found}', { found: describe(value) })
  if (value === null) {
    if (gap === null) throw inputError(path, message, valueNeeded())
    return null
  }
  if (categories === null) {
    if (!isNumber(value)) throw inputError(path, message, say('must be {expected}', { expected: say('a number') }))
    return value
  }
  if (typeof value !== 'string' && !isNumber(value)) {
    throw inputError(path, message, say('needs one of {names}', { names: listed(categories) }))
  }
  const place = placeOf(categories, String(value)) ?? placeOfNumber(categories, value)
  if (place === null) throw asError(unknownCategory(describe(value), String(value), categories), path)
  return place
}

/** Categories may be numbers that a table writes otherwise, such as `1.0`. */
function placeOfNumber(categories: readonly string[], value: string | number): number | null {
  const place = categories.findIndex((category) => typeof value === 'number' && Number(category) === value)
  return place < 0 ? null : place
}

function otherCount(count: number, columns: readonly InputColumn[]): InputError {
  const width = totalWidth(columns)
  const needed = { count: columns.length, names: namesOf(columns) }
  return inputError(
    [],
    say('has {count} values', { count }),
    width === columns.length
      ? say('needs {count}: {names}', needed)
      : say('needs {count}: {names}; or {width} numbers, with one input for each category', { ...needed, width }),
  )
}

function namesOf(columns: readonly InputColumn[]): string {
  return listed(columns.map(({ name }) => name))
}

function asError({ message, remedy }: Fault, path: JsonPath): InputError {
  return inputError(path, message, remedy)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
