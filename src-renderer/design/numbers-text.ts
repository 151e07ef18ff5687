import { nestedNumbers, type NestedNumbers } from '../../src-engine/shape.ts'

/** Nested numbers as JSON with one row per line: `[[1, 0],\n [0, 1]]`. */
export function formatNumbers(values: NestedNumbers): string {
  if (values.every((value) => typeof value === 'number')) return `[${values.join(', ')}]`
  return `[${values.map((row) => (typeof row === 'number' ? String(row) : formatRow(row))).join(',\n ')}]`
}

/** Null if the text is not JSON made of lists and numbers alone. */
export function readNumbers(text: string): NestedNumbers | null {
  try {
    return nestedNumbers.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return null
  }
}

function formatRow(row: NestedNumbers): string {
  return `[${row.map((value) => (typeof value === 'number' ? String(value) : formatRow(value))).join(', ')}]`
}
