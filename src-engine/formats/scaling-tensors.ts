import type { Tensor } from '../checkpoint.ts'
import type { ExportInput } from './export-input.ts'

/** A scaling of every input by itself is kept with the weights: `(x − scaling.shift) · scaling.factor` is what they are for. */
export function scalingTensors({ model }: ExportInput): Tensor[] {
  const { inputShape, scaling } = model
  if (scaling.shift.length === 1) return []
  return Object.entries(scaling).map(([name, values]: [string, readonly number[]]) => ({
    name: `scaling.${name}`,
    shape: inputShape,
    values: Float64Array.from(values),
  }))
}
