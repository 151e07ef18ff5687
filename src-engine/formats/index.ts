import type { ModelInfo } from '../model-info.ts'
import { stringifyNumbers } from './any-number.ts'
import { encodeMetricsCsv } from './csv-metrics.ts'
import { provenanceOf, type ExportFile, type ExportInput } from './export-input.ts'
import { encodeJsonWeights } from './json.ts'
import { encodeNpz } from './npz.ts'
import { encodeOnnx } from './onnx.ts'
import { encodeNumpyExport } from './python/numpy.ts'
import { encodePyTorchExport } from './python/pytorch.ts'
import { encodeReport } from './report.ts'
import { encodeSafetensors } from './safetensors.ts'
import { headKey, headOf } from './weights-head.ts'
import { encodeWordVectors } from './word-vectors.ts'

export type { ExportFile, ExportInput }

/** A way for a trained network to leave the lab. */
export interface ExportFormat {
  /** Its name in the terminal and in the protocol. */
  readonly name: string
  /** Of the file a person names, without the dot. */
  readonly extension: string
  /** What its proposed name ends with before the extension, where others have the same extension; otherwise empty. */
  readonly ending: string
  /** Whether it depends on the checkpoint that is taken. */
  readonly ofCheckpoint: boolean
  /** What it is called, in English. */
  readonly label: string
  /** Whether a network can be written so. */
  takes(model: Pick<ModelInfo, 'vocabulary'>): boolean
  /**
   * @param fileName the name, without folders, of the first file; any others are named after it and belong beside it
   * @throws InputError where this network cannot be written so
   */
  encode(input: ExportInput, fileName: string): readonly ExportFile[]
}

const anything = () => true

/** The encoder of a format that is one file. */
function oneFile(encode: (input: ExportInput) => Uint8Array<ArrayBuffer>): ExportFormat['encode'] {
  return (input, fileName) => [{ name: fileName, bytes: encode(input) }]
}

/** Every format of export: terminal, protocol and view list them from here. */
export const exportFormats = [
  {
    name: 'onnx',
    extension: 'onnx',
    ending: '',
    ofCheckpoint: true,
    label: 'ONNX',
    takes: anything,
    encode: oneFile(encodeOnnx),
  },
  {
    name: 'safetensors',
    extension: 'safetensors',
    ending: '',
    ofCheckpoint: true,
    label: 'safetensors',
    takes: anything,
    encode: oneFile((input) =>
      encodeSafetensors({
        metadata: {
          ...provenanceOf(input),
          model: JSON.stringify(input.model),
          [headKey]: stringifyNumbers(headOf(input)),
        },
        tensors: input.checkpoint.parameters,
      }),
    ),
  },
  {
    name: 'npz',
    extension: 'npz',
    ending: '',
    ofCheckpoint: true,
    label: 'NumPy arrays (NPZ)',
    takes: anything,
    encode: oneFile(({ checkpoint }) => encodeNpz(checkpoint.parameters)),
  },
  {
    name: 'json',
    extension: 'json',
    ending: '',
    ofCheckpoint: true,
    label: 'JSON',
    takes: anything,
    encode: oneFile(encodeJsonWeights),
  },
  {
    name: 'pytorch',
    extension: 'py',
    ending: 'pytorch',
    ofCheckpoint: true,
    label: 'PyTorch script',
    takes: anything,
    encode: encodePyTorchExport,
  },
  {
    name: 'numpy',
    extension: 'py',
    ending: 'numpy',
    ofCheckpoint: true,
    label: 'NumPy script',
    takes: anything,
    encode: encodeNumpyExport,
  },
  {
    name: 'csv',
    extension: 'csv',
    ending: 'curves',
    ofCheckpoint: false,
    label: 'Curves (CSV)',
    takes: anything,
    encode: oneFile(({ curves }) => encodeMetricsCsv(curves)),
  },
  {
    name: 'word2vec',
    extension: 'txt',
    ending: 'vectors',
    ofCheckpoint: true,
    label: 'Word vectors (word2vec text)',
    takes: ({ vocabulary }) => vocabulary !== null,
    encode: oneFile(encodeWordVectors),
  },
  {
    name: 'report',
    extension: 'html',
    ending: 'report',
    ofCheckpoint: true,
    label: 'Report (HTML)',
    takes: anything,
    encode: oneFile(encodeReport),
  },
] as const satisfies readonly ExportFormat[]

export type ExportFormatName = (typeof exportFormats)[number]['name']

export function exportFormatOf(name: ExportFormatName): ExportFormat {
  const format = exportFormats.find((one) => one.name === name)
  if (!format) throw new Error(`there is no format named ${name}`)
  return format
}
