import { inputError } from '../../problem.ts'
import { say, type Sentence } from '../../sentence.ts'
import type { PlannedColumn } from './plan.ts'
import { maxCategories } from './survey.ts'
import type { ValueReader } from './values.ts'

/** What stands for a value that is not there: in a column of numbers, and of categories. */
export const missingNumber = NaN
export const missingCategory = -1

/** The values of one column, as they come. */
export interface Column extends PlannedColumn {
  /**
   * The number of a value, or of its category in order of appearance.
   *
   * @returns null where it is missing
   * @throws InputError where it can be neither; `where` puts the place before what is wrong
   */
  read(value: string, where: (problem: Sentence) => Sentence): number | null
  push(number: number): void
  readonly values: GrowingArray
  /** In order of appearance, those of rows that were dropped among them; none of numbers. */
  readonly categories: readonly string[]
}

export function createColumn(planned: PlannedColumn, reader: ValueReader): Column {
  const values = createGrowingArray()
  const numbers = new Map<string, number>()
  const categories: string[] = []

  function readNumber(value: string, where: (problem: Sentence) => Sentence): number | null {
    const number = reader.number(value)
    if (!Number.isNaN(number)) return number
    if (reader.isMissingNumber(value)) return null
    const remedy = say('correct it, add it to missingMarkers, or set the kind of the column to "category"')
    throw inputError(['file'], where(say('{value} is no number', { value: shown(value) })), remedy)
  }

  function readCategory(value: string, where: (problem: Sentence) => Sentence): number | null {
    const known = numbers.get(value)
    if (known !== undefined) return known
    if (reader.isMissing(value)) return null
    const name = value.trim()
    const number = numbers.get(name) ?? categories.push(name) - 1
    if (categories.length > maxCategories) {
      const found = say('{value} is a category more than the {count} there may be', {
        value: shown(value),
        count: maxCategories,
      })
      throw inputError(['file'], where(found), say('set the kind of the column to "number" or its role to "ignore"'))
    }
    numbers.set(name, number)
    return number
  }

  return {
    ...planned,
    read: planned.kind === 'number' ? readNumber : readCategory,
    push: (number) => values.push(number),
    values,
    categories,
  }
}

/** Numbers that become more. Grown by doubling; nothing is ever copied more than twice in the mean. */
export interface GrowingArray {
  push(value: number): void
  /** All of them, as a view. */
  all(): Float64Array
}

function createGrowingArray(): GrowingArray {
  let values = new Float64Array(16)
  let length = 0
  return {
    push(value) {
      if (length === values.length) {
        const larger = new Float64Array(2 * length)
        larger.set(values)
        values = larger
      }
      values[length++] = value
    },
    all: () => values.subarray(0, length),
  }
}

/** A value as messages show it. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}…` : value)
}
