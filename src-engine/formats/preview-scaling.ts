import type { ModelInfo } from '../model-info.ts'
import type { ExportFormatName } from './index.ts'

/** What happens to the inputs before the network of a file gets them. */
export interface PreviewedScaling {
  /** Who does it: the model or script itself, whoever reads the file as it says, or whoever reads it and knows how. */
  readonly by: 'graph' | 'script' | 'told' | 'reader'
  /** How many pairs of shift and factor there are: none where nothing is scaled, one for all inputs, or one for each. */
  readonly count: number
  /** The pairs, exact; empty where they are too many to be read. */
  readonly pairs: readonly ScalingPair[]
}

/** `x = (raw − shift) · factor` */
export interface ScalingPair {
  /** Of the input; null for all of them, or where it has none. */
  readonly name: string | null
  readonly shift: number
  readonly factor: number
}

const mostPairs = 8

const by: Readonly<Partial<Record<ExportFormatName, PreviewedScaling['by']>>> = {
  onnx: 'graph',
  pytorch: 'script',
  numpy: 'script',
  json: 'told',
  safetensors: 'told',
  npz: 'reader',
}

/** Null for formats that hold no network, and for words, which are not scaled. */
export function previewScaling(
  format: ExportFormatName,
  { scaling: { shift, factor }, inputNames, vocabulary }: ModelInfo,
): PreviewedScaling | null {
  const who = by[format]
  if (who === undefined || vocabulary !== null) return null
  const isScaled = shift.some((value) => value !== 0) || factor.some((value) => value !== 1)
  if (!isScaled) return { by: who, count: 0, pairs: [] }
  if (shift.length > mostPairs) return { by: who, count: shift.length, pairs: [] }
  const pairs = shift.map((value, i) => {
    const name = shift.length === 1 ? null : (inputNames?.[i] ?? null)
    return { name, shift: value, factor: factor[i] ?? 1 }
  })
  return { by: who, count: pairs.length, pairs }
}
