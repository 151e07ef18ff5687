import { describe, expect, it } from 'vitest'
import { weightBytes } from '../../../src-engine/checkpoint.ts'
import { exportFormatOf, exportFormats, type ExportInput } from '../../../src-engine/formats/index.ts'
import { fitWeights } from '../../../src-engine/formats/fit-weights.ts'
import { decodeWeights } from '../../../src-engine/formats/imported-weights.ts'
import { decodeJsonWeights } from '../../../src-engine/formats/json.ts'
import { decodeNpz } from '../../../src-engine/formats/npz.ts'
import { decodeSafetensors } from '../../../src-engine/formats/safetensors.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import type { MetricPoint } from '../../../src-engine/metrics.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { exportOf, inputsFor, perInput, predict } from './support/export.ts'

const stackOf = (...specs: object[]) => specs.map((spec) => layerSchema.parse(spec))

const image = exportOf({
  signal: { shape: [1, 5, 5], vocabulary: null },
  layers: stackOf({ type: 'conv2d', filters: 2, kernel: 3 }, { type: 'relu' }, { type: 'dense', units: 3 }),
  scaling: perInput(25, createRng(1)),
})
const words = exportOf({
  signal: { shape: [2], vocabulary: 3 },
  layers: stackOf({ type: 'embedding', dim: 2 }, { type: 'dense', units: 3 }, { type: 'softmax' }),
})

const fileOf = (name: Parameters<typeof exportFormatOf>[0], input: ExportInput) =>
  exportFormatOf(name).encode(input, 'net')[0]!.bytes

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

const asHex = (input: Pick<ExportInput, 'checkpoint'>) => Buffer.from(weightBytes(input.checkpoint)).toString('hex')

describe('the table of formats', () => {
  it('names every format once, and the file a person asked for first', () => {
    expect(new Set(exportFormats.map(({ name }) => name)).size).toBe(exportFormats.length)
    for (const format of exportFormats.filter(({ takes }) => takes(words.model))) {
      const files = format.encode(words, `net.${format.extension}`)
      expect(files[0]?.name).toBe(`net.${format.extension}`)
      for (const { name, bytes } of files) {
        expect(name.startsWith('net.')).toBe(true)
        expect(bytes.length).toBeGreaterThan(0)
      }
    }
  })

  it('offers word vectors for networks of words only', () => {
    const taking = (input: ExportInput) =>
      exportFormats.filter(({ takes }) => takes(input.model)).map(({ name }) => name)
    expect(taking(words)).toContain('word2vec')
    expect(taking(image)).not.toContain('word2vec')
    expect(taking(image)).toHaveLength(exportFormats.length - 1)
  })
})

describe('weights that leave and come back', () => {
  it.each(['float32', 'float64'] as const)(
    'as JSON predict the same to the last bit, and have the same hash (%s)',
    (precision) => {
      const input = exportOf({
        signal: { shape: [1, 5, 5], vocabulary: null },
        layers: image.experiment.network.layers,
        scaling: image.model.scaling,
        precision,
      })
      const { experiment, model, position, tensors } = decodeJsonWeights(fileOf('json', input))
      const back = { ...input, experiment, model, checkpoint: { precision, position, parameters: tensors } }
      const inputs = inputsFor(input, 5, createRng(2))
      expect(asHex(back)).toBe(asHex(input))
      expect(predict(back, inputs)).toEqual(predict(input, inputs))
    },
  )

  it('as NPZ and safetensors have the same bytes, and safetensors says where they come from', () => {
    const { metadata, tensors } = decodeSafetensors(fileOf('safetensors', image))
    const inOrder = image.checkpoint.parameters.map(({ name }) => tensors.find((tensor) => tensor.name === name)!)
    expect(asHex({ checkpoint: { ...image.checkpoint, parameters: inOrder } })).toBe(asHex(image))
    const npz = decodeNpz(fileOf('npz', image))
    expect(asHex({ checkpoint: { ...image.checkpoint, parameters: npz } })).toBe(asHex(image))
    expect(metadata).toMatchObject({ experiment: 'a test', seed: '7', run: 'rtestrun1', 'test.accuracy': '0.75' })
    expect(JSON.parse(metadata.model!)).toEqual(image.model)
  })

  it('as safetensors carry the whole experiment, so that the lab itself needs nothing else to read them', () => {
    const { head, tensors } = decodeWeights('safetensors', fileOf('safetensors', image))
    const { experiment, model, checkpoint, data, scores } = image
    expect(head).toEqual({
      experiment,
      model,
      position: checkpoint.position,
      provenance: { run: 'rtestrun1', engineVersion: '0.1.0', checkpoint: 'last', data, metrics: scores },
    })
    const back = { ...image, checkpoint: { ...checkpoint, parameters: fitWeights(experiment, model, tensors) } }
    expect(asHex(back)).toBe(asHex(image))
  })
})

describe('curves as CSV', () => {
  const point = (step: number, name: MetricPoint['name'], value: number): MetricPoint => ({
    step,
    epoch: step / 4,
    name,
    value,
  })

  it('have a line for each step, a column for each metric, and nothing where nothing was measured', () => {
    const curves = [
      point(2, 'train.loss', 0.5),
      point(4, 'train.loss', 0.1 + 0.2),
      point(4, 'validation.loss', NaN),
      point(4, 'validation.accuracy', 1),
    ]
    expect(textOf(fileOf('csv', { ...image, curves }))).toBe(
      'step,epoch,train.loss,validation.loss,validation.accuracy\r\n2,0.5,0.5,,\r\n4,1,0.30000000000000004,NaN,1\r\n',
    )
  })

  it('are a heading alone before the first point', () => {
    expect(textOf(fileOf('csv', image))).toBe('step,epoch\r\n')
  })
})

describe('word vectors', () => {
  it('are a line of counts, then each word with its row of the embedding, exact', () => {
    const lines = textOf(fileOf('word2vec', words)).split('\n')
    expect(lines).toHaveLength(5)
    expect(lines[0]).toBe('3 2')
    expect(lines[4]).toBe('')
    const [weight] = words.checkpoint.parameters
    lines.slice(1, 4).forEach((line, i) => {
      const [word, ...numbers] = line.split(' ')
      expect(word).toBe(`word${i}`)
      expect(numbers.map(Number)).toEqual([...weight!.values.subarray(2 * i, 2 * i + 2)])
    })
  })

  it('are refused for a network without words, and for a word with a space in it', () => {
    expect(() => fileOf('word2vec', image)).toThrow('network.layers: has no vectors of words')
    const spaced = { ...words, model: { ...words.model, vocabulary: ['a', 'b c', 'd'] } }
    expect(() => fileOf('word2vec', spaced)).toThrow('vocabulary[1]: is "b c"; must have no spaces')
  })
})
