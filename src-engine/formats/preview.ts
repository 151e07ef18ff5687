import { strFromU8 } from 'fflate'
import { bytesPerElement } from '../float-array.ts'
import type { Shape } from '../shape.ts'
import type { ExportFile, ExportInput } from './export-input.ts'
import type { ExportFormatName } from './index.ts'
import { decodeNpz } from './npz.ts'
import { describeOnnx } from './onnx.ts'
import { previewScaling, type PreviewedScaling } from './preview-scaling.ts'
import { decodeSafetensors } from './safetensors.ts'

/** What an export would write, told without writing it. */
export interface ExportPreview {
  /** The file asked for first. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
  /** Null for formats that hold no tensors of their own. */
  readonly tensors: readonly PreviewedTensor[] | null
  /** Null for formats that hold no network, and for words. */
  readonly scaling: PreviewedScaling | null
  /** Of ONNX: the version of its operators. */
  readonly opset: number | null
  /** Texts beside the numbers, long ones shortened. */
  readonly metadata: readonly { readonly key: string; readonly value: string }[]
  /** The first lines of a text format, long ones shortened; null for others. */
  readonly lines: readonly string[] | null
  /** Whether the text goes on after `lines`. */
  readonly goesOn: boolean
}

export interface PreviewedTensor {
  readonly name: string
  readonly shape: Shape
  readonly dtype: 'float32' | 'float64'
  readonly bytes: number
}

const mostLines = 14
const mostCharacters = 160
/** Enough for the lines of any format but those that are cut anyway. */
const firstBytes = 64 * 1024

/** Reads back what was encoded, so that what is told is what is there. */
export function previewExport(
  format: ExportFormatName,
  input: ExportInput,
  files: readonly ExportFile[],
): ExportPreview {
  const [first] = files
  if (!first) throw new Error('an export has at least one file')
  const sizes = files.map(({ name, bytes }) => ({ name, bytes: bytes.length }))
  const scaling = previewScaling(format, input.model)
  const plain = { files: sizes, tensors: null, scaling, opset: null, metadata: [], lines: null, goesOn: false }
  switch (format) {
    case 'onnx': {
      const { opset, metadata } = describeOnnx(input)
      const tensors = input.checkpoint.parameters.map(({ name, shape, values }) => {
        return { name, shape, dtype: 'float32' as const, bytes: values.length * bytesPerElement.float32 }
      })
      return { ...plain, tensors, opset, metadata: shortened(metadata) }
    }
    case 'safetensors': {
      const { metadata, tensors } = decodeSafetensors(first.bytes)
      return { ...plain, tensors: tensors.map(describe), metadata: shortened(metadata) }
    }
    case 'npz':
      return { ...plain, tensors: decodeNpz(first.bytes).map(describe) }
    case 'pytorch':
    case 'numpy': {
      const weights = files.find(({ name }) => name.endsWith('.npz'))
      return { ...plain, ...linesOf(first), tensors: weights ? decodeNpz(weights.bytes).map(describe) : null }
    }
    case 'json':
      return { ...plain, ...linesOf(first), tensors: input.checkpoint.parameters.map(describe) }
    case 'csv':
    case 'word2vec':
      return { ...plain, ...linesOf(first) }
    case 'report':
      return plain
  }
}

function describe({ name, shape, values }: ExportInput['checkpoint']['parameters'][number]): PreviewedTensor {
  const dtype = values instanceof Float32Array ? 'float32' : 'float64'
  return { name, shape, dtype, bytes: values.byteLength }
}

function linesOf({ bytes }: ExportFile): Pick<ExportPreview, 'lines' | 'goesOn'> {
  const all = strFromU8(bytes.subarray(0, firstBytes)).split(/\r?\n/)
  const lines = all.slice(0, mostLines)
  const goesOn = all.slice(mostLines).some((line) => line !== '') || bytes.length > firstBytes
  return { lines: lines.map(cut), goesOn }
}

function shortened(texts: Readonly<Record<string, string>>): ExportPreview['metadata'] {
  return Object.entries(texts).map(([key, value]) => ({ key, value: cut(value) }))
}

function cut(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text
}
