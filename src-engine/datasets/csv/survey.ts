import { isInfinity, type ValueReader } from './values.ts'

/** What a column holds. */
export interface ColumnSurvey {
  /** Values that are there, and those that are not. */
  readonly count: number
  readonly missing: number
  /** How many of those that are missing are infinities. */
  readonly infinite: number
  /** How many of those that are there are numbers. */
  readonly numbers: number
  /** Of the numbers; null where there are none. */
  readonly minimum: number | null
  readonly maximum: number | null
  readonly areWhole: boolean
  /** Each number is 1 more than the one before. */
  readonly areConsecutive: boolean
  /** How often each value occurs; no more values are told apart once there are too many to be categories. */
  readonly categories: ReadonlyMap<string, number>
  readonly hasMoreCategories: boolean
}

/** More values than this are no categories: every one of them would be an input of its own. */
export const maxCategories = 1000

/** Looks at the values of one column, one after the other. */
export function createColumnSurvey(reader: ValueReader): { add(value: string): void; result(): ColumnSurvey } {
  const categories = new Map<string, number>()
  let count = 0
  let missing = 0
  let infinite = 0
  let numbers = 0
  let minimum = Infinity
  let maximum = -Infinity
  let areWhole = true
  let areConsecutive = true
  let previous = NaN
  let hasMoreCategories = false

  function countCategory(value: string): void {
    if (hasMoreCategories) return
    const name = value.trim()
    const known = categories.get(name)
    if (known !== undefined) categories.set(name, known + 1)
    else if (categories.size < maxCategories) categories.set(name, 1)
    else hasMoreCategories = true
  }

  return {
    add(value) {
      const number = reader.number(value)
      if (Number.isNaN(number) && reader.isMissingNumber(value)) {
        missing++
        if (!reader.isMissing(value) && isInfinity(value)) infinite++
        return
      }
      count++
      countCategory(value)
      if (Number.isNaN(number)) return
      numbers++
      if (number < minimum) minimum = number
      if (number > maximum) maximum = number
      if (!Number.isInteger(number)) areWhole = false
      if (!Number.isNaN(previous) && number !== previous + 1) areConsecutive = false
      previous = number
    },
    result: () => ({
      count,
      missing,
      infinite,
      numbers,
      minimum: numbers > 0 ? minimum : null,
      maximum: numbers > 0 ? maximum : null,
      areWhole: areWhole && numbers > 0,
      areConsecutive: areConsecutive && numbers > 1,
      categories,
      hasMoreCategories,
    }),
  }
}
