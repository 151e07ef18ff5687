import type { DataArray, Dataset } from '../../src-engine/datasets/dataset.ts'
import { columnsOf, widthOf } from '../../src-engine/inputs/columns.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { Evaluation, InputRange } from '../protocol.ts'

/** As many columns as a person would set. */
const mostColumns = 32

/** What every column can be set to, from all samples; null where there are too many to set one by one. */
export function rangesOf(dataset: Dataset): Evaluation['inputs'] {
  const columns =
    columnsOf(dataset) ??
    Array.from({ length: sizeOf(dataset.inputShape) }, () => ({ name: null, categories: null, gap: null }))
  if (columns.length > mostColumns) return null
  let next = 0
  return columns.map(({ name, categories, gap }) => {
    const at = next
    next += widthOf({ categories })
    return categories ? { name, categories, mayLack: gap !== null } : { name, ...spanOf(dataset, at) }
  })
}

function spanOf(
  { inputs, inputShape, count }: Dataset,
  first: number,
): Pick<InputRange, 'minimum' | 'maximum' | 'mean'> {
  const width = sizeOf(inputShape)
  let minimum = Infinity
  let maximum = -Infinity
  let sum = 0
  for (let at = first; at < count * width; at += width) {
    const value = inputs[at] ?? 0
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
    sum += value
  }
  return { minimum, maximum, mean: sum / count }
}

/** The range of all inputs together; bytes have that of bytes, whatever values occur. */
export function rangeOf(inputs: DataArray): Evaluation['inputRange'] {
  if (inputs instanceof Uint8Array) return { minimum: 0, maximum: 255 }
  let minimum = Infinity
  let maximum = -Infinity
  for (const value of inputs) {
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
  }
  return { minimum, maximum }
}
