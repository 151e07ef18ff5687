import { z } from 'zod'

/** A column of a table as a person knows it, and the inputs the network has for it. */
export interface InputColumn {
  readonly name: string
  /** One input for each, in this order: 1 for the category a row has, 0 for all others. Null for a number, one input. */
  readonly categories: readonly string[] | null
  /** What its inputs are where a row has no value: a mean, or 0 for none of the categories. Null where it needs one. */
  readonly gap: number | null
}

export const inputColumnsSchema = z.array(
  z.strictObject({
    name: z.string(),
    categories: z.array(z.string()).min(1).nullable(),
    gap: z.number().nullable(),
  }),
) satisfies z.ZodType<readonly InputColumn[]>

/** What tells how many inputs a column has. */
type Width = { readonly categories?: InputColumn['categories'] }

/** What is known of a network's inputs: the columns they were made of, or a name for each. */
export interface NamedInputs {
  readonly inputNames?: readonly string[] | null
  readonly columns?: readonly InputColumn[]
}

/** A number, or the place of a category; null where there is none. */
export type ColumnValue = number | null

/** The columns of inputs, each input a column of its own where nothing else is known; null where they have no names. */
export function columnsOf({ inputNames, columns }: NamedInputs): readonly InputColumn[] | null {
  return columns ?? inputNames?.map((name) => ({ name, categories: null, gap: null })) ?? null
}

/** Whether names of inputs say all there is to know of the columns: plain numbers, and no value may be missing. */
export function arePlain(columns: readonly InputColumn[]): boolean {
  return columns.every(({ categories, gap }) => categories === null && gap === null)
}

/** How many inputs a column has. */
export function widthOf({ categories }: Width): number {
  return categories?.length ?? 1
}

/** How many inputs some columns have together. */
export function totalWidth(columns: readonly Width[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column), 0)
}

/** What inputs are called: a column's name, or `city = Oslo`. */
export function inputNamesOf(columns: readonly InputColumn[]): string[] {
  return columns.flatMap(({ name, categories }) => categories?.map((category) => `${name} = ${category}`) ?? [name])
}

/** The inputs of a column that has this value. */
export function encodeValue(
  { categories, gap }: Pick<InputColumn, 'categories' | 'gap'>,
  value: ColumnValue,
): number[] {
  if (categories === null) return [value ?? gap ?? 0]
  return categories.map((_, place) => (place === value ? 1 : 0))
}

/** The value of a column by its inputs; of a category whichever input is largest, none where all are 0. */
export function decodeValue({ categories }: Width, inputs: readonly number[]): ColumnValue {
  if (!categories) return inputs[0] ?? null
  const largest = Math.max(0, ...inputs)
  return largest === 0 ? null : inputs.indexOf(largest)
}

/** The inputs of a sample, column by column. */
export function partsOf(columns: readonly Width[], inputs: readonly number[]): (readonly number[])[] {
  let at = 0
  return columns.map((column) => inputs.slice(at, (at += widthOf(column))))
}

/** How values of columns become inputs, in sentences for whoever uses the network elsewhere; none where there is nothing to say. */
export function describeEncoding(columns: readonly InputColumn[]): string[] {
  const [example] = columns.filter(({ categories }) => categories !== null)
  const category = example?.categories?.[0]
  const gaps = columns.flatMap(({ name, gap, categories }) =>
    gap === null ? [] : [`${name} ${categories === null ? gap : '(0 in all its inputs)'}`],
  )
  return [
    ...(example
      ? [`An input such as "${example.name} = ${category}" is 1 where ${example.name} is ${category}, else 0.`]
      : []),
    ...(gaps.length > 0 ? [`What stands for a missing value: ${gaps.join(', ')}.`] : []),
  ]
}
