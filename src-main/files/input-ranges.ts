import type { DataArray, Dataset } from '../../src-engine/datasets/dataset.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { Evaluation, InputRange } from '../protocol.ts'

/** As many sliders as a person would move. */
const mostInputs = 32

/** The range of every input over all samples; null where there are too many to set one by one. */
export function rangesOf({ inputs, inputShape, inputNames, count }: Dataset): InputRange[] | null {
  const width = sizeOf(inputShape)
  if (width > mostInputs) return null
  return Array.from({ length: width }, (_, i) => {
    let minimum = Infinity
    let maximum = -Infinity
    let sum = 0
    for (let at = i; at < count * width; at += width) {
      const value = inputs[at] ?? 0
      minimum = Math.min(minimum, value)
      maximum = Math.max(maximum, value)
      sum += value
    }
    return { name: inputNames?.[i] ?? null, minimum, maximum, mean: sum / count }
  })
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
