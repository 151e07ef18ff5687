import type { Scaling } from '../datasets/scaling.ts'
import type { ExportFile, ExportInput } from './export-input.ts'
import { encodeNpz } from './npz.ts'

const extension = '.npz'

/**
 * The weights as NumPy's archive and, where inputs were scaled, their `shift` and `factor` in another one beside it: the
 * network is fed `(x − shift) · factor`.
 */
export function encodeNpzExport({ model, checkpoint }: ExportInput, fileName: string): ExportFile[] {
  const weights = { name: fileName, bytes: encodeNpz(checkpoint.parameters) }
  if (!isScaled(model.scaling)) return [weights]
  const stem = fileName.endsWith(extension) ? fileName.slice(0, -extension.length) : fileName
  const scaling = Object.entries(model.scaling).map(([name, values]: [string, readonly number[]]) => ({
    name,
    shape: values.length === 1 ? [1] : model.inputShape,
    values: Float64Array.from(values),
  }))
  return [weights, { name: `${stem}.scaling${extension}`, bytes: encodeNpz(scaling) }]
}

function isScaled({ shift, factor }: Scaling): boolean {
  return shift.some((value) => value !== 0) || factor.some((value) => value !== 1)
}
