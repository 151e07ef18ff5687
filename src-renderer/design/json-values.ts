import { nestedNumbers, type NestedNumbers } from '../../src-engine/shape.ts'

/** A kind of value that is written as JSON. */
export interface JsonKind {
  format(value: unknown): string
  /** Null if the text is no JSON of this kind. */
  read(text: string): { readonly value: unknown } | null
  /** What is wrong then. */
  readonly problem: 'design.problems.notJson' | 'design.problems.notNumbers'
}

export const anyJson: JsonKind = {
  format: (value) => JSON.stringify(value),
  read: parse,
  problem: 'design.problems.notJson',
}

/** Lists of lists of numbers alone. */
export const numbersAsJson: JsonKind = {
  format: (value) => formatNumbers(nestedNumbers.parse(value)),
  read(text) {
    const values = readNumbers(text)
    return values && { value: values }
  },
  problem: 'design.problems.notNumbers',
}

/** Nested numbers as JSON with one row per line: `[[1, 0],\n [0, 1]]`. */
export function formatNumbers(values: NestedNumbers): string {
  if (values.every((value) => typeof value === 'number')) return `[${values.join(', ')}]`
  return `[${values.map((row) => (typeof row === 'number' ? String(row) : formatRow(row))).join(',\n ')}]`
}

/** Null if the text is not JSON made of lists and numbers alone. */
export function readNumbers(text: string): NestedNumbers | null {
  const parsed = parse(text)
  return parsed && (nestedNumbers.safeParse(parsed.value).data ?? null)
}

function formatRow(row: NestedNumbers): string {
  return `[${row.map((value) => (typeof value === 'number' ? String(value) : formatRow(value))).join(', ')}]`
}

function parse(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return null
  }
}
