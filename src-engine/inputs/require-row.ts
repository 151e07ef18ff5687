import type { Signal } from '../layers/layer.ts'
import { inputError } from '../problem.ts'
import { say } from '../sentence.ts'
import { formatShape, sizeOf } from '../shape.ts'

/**
 * @param row of a network's inputs, flat; the `i`th
 * @throws InputError where it has too few or too many, or is of words and not all are indexes of them
 */
export function requireRow(row: readonly number[], i: number, { shape, vocabulary }: Signal): void {
  const width = sizeOf(shape)
  if (row.length !== width) {
    const needs =
      shape.length > 1
        ? say('needs {width} ({shape}, flat)', { width, shape: formatShape(shape) })
        : say('needs {width}', { width })
    throw inputError(['inputs', i], say('has {count} numbers', { count: row.length }), needs)
  }
  if (vocabulary !== null) requireWords(row, i, vocabulary)
}

function requireWords(row: readonly number[], i: number, vocabulary: number): void {
  const stranger = row.findIndex((index) => !Number.isInteger(index) || index < -1 || index >= vocabulary)
  if (stranger === -1) return
  const needs = say('needs the index of a word, from 0 to {last}, or -1 for none', { last: vocabulary - 1 })
  throw inputError(['inputs', i, stranger], say('is {found}', { found: String(row[stranger]) }), needs)
}
