import { expect, it } from 'vitest'
import {
  exportFormatOf,
  exportFormats,
  type ExportFormatName,
  type ExportInput,
} from '../../../src-engine/formats/index.ts'
import { previewExport } from '../../../src-engine/formats/preview.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import { exportOf } from './support/export.ts'

const stackOf = (...specs: object[]) => specs.map((spec) => layerSchema.parse(spec))
const input = exportOf({
  signal: { shape: [1, 5, 5], vocabulary: null },
  layers: stackOf({ type: 'conv2d', filters: 2, kernel: 3 }, { type: 'relu' }, { type: 'dense', units: 3 }),
  precision: 'float64',
})
const words = exportOf({ signal: { shape: [2], vocabulary: 40 }, layers: stackOf({ type: 'embedding', dim: 2 }) })

function preview(format: ExportFormatName, of: ExportInput = input) {
  const exportFormat = exportFormatOf(format)
  const files = exportFormat.encode(of, `net.${exportFormat.extension}`)
  return { files, shown: previewExport(format, of, files) }
}

it.each(exportFormats.map(({ name }) => name))('%s: the files are those that would be written, to the byte', (name) => {
  const { files, shown } = preview(name, words)
  expect(shown.files).toEqual(files.map((file) => ({ name: file.name, bytes: file.bytes.length })))
})

const shapes = [
  ['layers.0.weight', [2, 1, 3, 3]],
  ['layers.0.bias', [2]],
  ['layers.2.weight', [3, 18]],
  ['layers.2.bias', [3]],
]

it.each([
  ['npz', 'float64', 8],
  ['safetensors', 'float64', 8],
  ['json', 'float64', 8],
  ['numpy', 'float64', 8],
  ['onnx', 'float32', 4],
] as const)('%s: tensors with shapes, and numbers as %s', (format, dtype, width) => {
  const tensors = preview(format).shown.tensors!
  expect(tensors.map(({ name, shape }) => [name, shape]).sort()).toEqual(shapes.toSorted())
  for (const { shape, dtype: found, bytes } of tensors) {
    expect(found).toBe(dtype)
    expect(bytes).toBe(shape.reduce((product, size) => product * size, width))
  }
})

it('tells the opset of ONNX, and texts beside the numbers, none of them endless', () => {
  const { shown } = preview('onnx')
  expect(shown.opset).toBe(17)
  expect(shown.metadata).toContainEqual({ key: 'experiment', value: 'a test' })
  expect(shown.metadata).toContainEqual({ key: 'precision', value: 'float32, rounded from float64' })
  const { metadata } = preview('safetensors', words).shown
  expect(metadata.map(({ key }) => key)).toContain('backprop_lab')
  for (const { value } of metadata) expect(value.length).toBeLessThanOrEqual(160)
})

const dense = stackOf({ type: 'dense', units: 1 })
const scaled = (shift: number[], factor: number[], inputNames: string[] | null = null) => {
  const exported = exportOf({ signal: { shape: [2], vocabulary: null }, layers: dense, scaling: { shift, factor } })
  return { ...exported, model: { ...exported.model, inputNames } }
}
const scalingIn = (format: ExportFormatName, of: ExportInput) => preview(format, of).shown.scaling

it('says who scales the inputs of what is written, and by which numbers', () => {
  const of = scaled([5.8, -3], [2, 0.5], ['length', 'width'])
  const pairs = [
    { name: 'length', shift: 5.8, factor: 2 },
    { name: 'width', shift: -3, factor: 0.5 },
  ]
  expect(scalingIn('npz', of)).toEqual({ by: 'reader', count: 2, pairs })
  expect((['onnx', 'numpy', 'json', 'csv'] as const).map((format) => scalingIn(format, of)?.by)).toEqual([
    'graph',
    'script',
    'told',
    undefined,
  ])
  expect(scalingIn('npz', scaled([0], [1 / 255]))?.pairs).toEqual([{ name: null, shift: 0, factor: 1 / 255 }])
  expect(scalingIn('npz', scaled([0], [1]))).toEqual({ by: 'reader', count: 0, pairs: [] })
  expect(scalingIn('npz', words)).toBeNull()
  const wide = scaled(Array<number>(9).fill(1), Array<number>(9).fill(2))
  const shown = previewExport('npz', wide, exportFormatOf('npz').encode(wide, 'net.npz'))
  expect(shown.scaling).toEqual({ by: 'reader', count: 9, pairs: [] })
})

it('shows the first lines of a text, and whether it goes on', () => {
  const { shown, files } = preview('word2vec', words)
  const lines = new TextDecoder().decode(files[0]!.bytes).split('\n')
  expect(shown.lines).toEqual(lines.slice(0, 14))
  expect(shown.goesOn).toBe(true)
  expect(preview('csv').shown).toMatchObject({ lines: ['step,epoch', ''], goesOn: false })
  expect(preview('report').shown).toMatchObject({ lines: null, tensors: null })
})
