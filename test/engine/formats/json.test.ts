import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FloatArray } from '../../../src-engine/float-array.ts'
import { decodeJsonWeights, encodeJsonWeights } from '../../../src-engine/formats/json.ts'
import type { ModelInfo } from '../../../src-engine/model-info.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'

const experiment = parseExperiment({
  version: 1,
  name: 'exclusive or',
  dataset: { name: 'xor' },
  network: { layers: [{ type: 'dense', units: 1 }, { type: 'sigmoid' }] },
  loss: 'binary_cross_entropy',
  optimizer: { type: 'sgd', learningRate: 0.1 },
  training: { epochs: 10 },
})

const model: ModelInfo = {
  inputShape: [2],
  targetShape: [1],
  task: 'classification',
  classNames: ['0', '1'],
  inputNames: null,
  vocabulary: null,
  scaling: { shift: [0.1, -3], factor: [1 / 3, 5e-324] },
}

const position = { epoch: 10, batch: 0, step: 10 }

const scores = { train: { loss: Infinity, accuracy: null }, validation: null, test: { loss: 0.25, accuracy: 0.75 } }
const data = { sha256: 'd'.repeat(64), count: 4, inputShape: [2], targetShape: [1] }
const origin = { run: { id: 'r12345678', engineVersion: '0.1.0' }, checkpointName: 'best', data, scores }
/** As the file tells it; JSON has no infinity. */
const provenance = {
  run: 'r12345678',
  engineVersion: '0.1.0',
  checkpoint: 'best',
  data,
  metrics: { ...scores, train: { loss: 'Infinity', accuracy: null } },
}

function encode(shape: readonly number[], values: FloatArray): Uint8Array {
  return encodeJsonWeights({
    ...origin,
    experiment,
    model,
    checkpoint: { position, parameters: [{ name: 'layers.0.weight', shape, values }] },
  })
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
}

const bitsOf = ({ buffer, byteOffset, byteLength }: FloatArray) => [...new Uint8Array(buffer, byteOffset, byteLength)]

const awkward = [
  0,
  -0,
  5e-324,
  -2.2250738585072014e-308,
  1e308,
  1.7976931348623157e308,
  0.1,
  1e21,
  NaN,
  Infinity,
  -Infinity,
]

describe('weights as JSON', () => {
  it('is one document that says what it is, what was trained, how far and how to use it', () => {
    const { tensors, ...rest } = parse(encode([2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)))
    expect(rest).toEqual({ format: 'backprop-lab-weights', version: 1, experiment, model, position, provenance })
    expect(tensors).toEqual({
      'layers.0.weight': {
        shape: [2, 3],
        dtype: 'float32',
        values: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
    })
  })

  it('nests values by shape, however deep', () => {
    const { tensors } = parse(encode([2, 1, 2, 2], Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8)))
    expect(tensors).toMatchObject({
      'layers.0.weight': {
        values: [
          [
            [
              [1, 2],
              [3, 4],
            ],
          ],
          [
            [
              [5, 6],
              [7, 8],
            ],
          ],
        ],
      },
    })
  })

  it('gives a reader that knows nothing of us the exact float64 of every float32', () => {
    const values = Float32Array.of(0.1, -1 / 3, 1e-45)
    const { tensors } = parse(encode([3], values))
    expect(tensors).toMatchObject({ 'layers.0.weight': { values: [...values] } })
  })

  it.each([
    ['float32', Float32Array.from([...awkward, 1e-45, 3.4028234663852886e38])],
    ['float64', Float64Array.from([...awkward, 1e-45, 3.4028234663852886e38])],
  ])('brings awkward %s numbers back to the last bit, −0 and infinities too', (_dtype, values) => {
    const [tensor] = decodeJsonWeights(encode([values.length], values)).tensors
    expect(tensor?.values.constructor).toBe(values.constructor)
    expect(bitsOf(tensor?.values as FloatArray)).toEqual(bitsOf(values))
  })

  it('brings any finite numbers of any shape back to the last bit', () => {
    const rowsOf = (element: fc.Arbitrary<number>) =>
      fc.tuple(fc.integer({ min: 1, max: 5 }), fc.array(element, { minLength: 6, maxLength: 6 }))
    const check =
      (make: (numbers: number[]) => FloatArray) =>
      ([rows, numbers]: [number, number[]]) => {
        const values = make(Array.from({ length: rows }, () => numbers).flat())
        const read = decodeJsonWeights(encode([rows, 2, 3], values)).tensors[0]
        expect(read?.shape).toEqual([rows, 2, 3])
        expect(bitsOf(read?.values as FloatArray)).toEqual(bitsOf(values))
      }
    fc.assert(
      fc.property(
        rowsOf(fc.double({ noNaN: true })),
        check((numbers) => Float64Array.from(numbers)),
      ),
    )
    fc.assert(
      fc.property(
        rowsOf(fc.float({ noNaN: true })),
        check((numbers) => Float32Array.from(numbers)),
      ),
    )
  })

  it('gives back experiment, model and position', () => {
    const read = decodeJsonWeights(encode([1], Float32Array.of(1)))
    expect(read.experiment).toEqual(experiment)
    expect(read.model).toEqual(model)
    expect(read.position).toEqual(position)
  })

  it('tells run, checkpoint, data and scores, infinite ones too, and none of it in files from before', () => {
    const { provenance: read } = decodeJsonWeights(encode([1], Float32Array.of(1)))
    expect(read).toEqual({ ...provenance, metrics: scores })
    const { provenance: _dropped, ...before } = parse(encode([1], Float32Array.of(1)))
    expect(decodeJsonWeights(new TextEncoder().encode(JSON.stringify(before))).provenance).toBeNull()
  })

  it('names of people and things survive in any script', () => {
    const named = { ...experiment, name: 'Нейрон «а» 🧠 "q"' }
    const bytes = encodeJsonWeights({ ...origin, experiment: named, model, checkpoint: { position, parameters: [] } })
    expect(decodeJsonWeights(bytes).experiment.name).toBe('Нейрон «а» 🧠 "q"')
  })
})

describe('JSON that is not weights', () => {
  const good = parse(encode([2, 2], Float32Array.of(1, 2, 3, 4)))
  const decode = (document: unknown) => () => decodeJsonWeights(new TextEncoder().encode(JSON.stringify(document)))
  const withTensor = (tensor: object) => ({
    ...good,
    tensors: {
      w: {
        shape: [2, 2],
        dtype: 'float32',
        values: [
          [1, 2],
          [3, 4],
        ],
        ...tensor,
      },
    },
  })

  it('is refused with the place of what is wrong', () => {
    expect(decode(withTensor({}))).not.toThrow()
    expect(decode({ ...good, format: 'something' })).toThrow('format: is "something"; must be "backprop-lab-weights"')
    expect(decode({ ...good, version: 2 })).toThrow('version: is 2; must be 1')
    expect(decode({ ...good, experiment: { ...experiment, seed: -1 } })).toThrow('experiment.seed: is -1')
    expect(decode(withTensor({ dtype: 'int8' }))).toThrow('tensors.w.dtype: is "int8"; must be "float32" or "float64"')
    expect(decode(withTensor({ values: [[1, 2]] }))).toThrow(
      'tensors.w.values: has 1 entries; needs 2, as its shape says',
    )
    expect(decode(withTensor({ values: [[1, 2], [3]] }))).toThrow('tensors.w.values[1]: has 1 entries; needs 2')
    expect(decode(withTensor({ values: [[1, 2], 3] }))).toThrow('tensors.w.values[1]: is no list')
    expect(
      decode(
        withTensor({
          values: [
            [1, 2],
            [3, null],
          ],
        }),
      ),
    ).toThrow('tensors.w.values[1][1]: is null; must be a number')
    expect(
      decode(
        withTensor({
          values: [
            [1, 2],
            [3, [4]],
          ],
        }),
      ),
    ).toThrow('tensors.w.values[1][1]: is [4]')
  })

  it('is refused for two tensors of one name, which readers of JSON take for one', () => {
    const text = new TextDecoder().decode(encode([1], Float32Array.of(1)))
    const line = /\n(.*layers.0.weight.*)\n/.exec(text)![1]!
    const twice = new TextEncoder().encode(text.replace(line, `${line},\n${line}`))
    const places = [...text.replace(line, `${line},\n${line}`).matchAll(/"layers.0.weight"/g)].map(({ index }) => index)
    expect(() => decodeJsonWeights(twice)).toThrow(
      `has the key "layers.0.weight" twice, at bytes ${places[0]} and ${places[1]}`,
    )
  })

  it('is refused for numbers that JSON does not have, and for a shape as deep as no tensor', () => {
    const text = new TextDecoder().decode(encode([1], Float32Array.of(1))).replace('[1] }', '[NaN] }')
    expect(text).toContain('NaN')
    expect(() => decodeJsonWeights(new TextEncoder().encode(text))).toThrow('is not JSON')
    expect(decode(withTensor({ shape: new Array(50_000).fill(1) }))).toThrow('tensors.w.shape: ')
  })

  it('is read though an editor put a byte order mark before it', () => {
    const bytes = encode([1], Float32Array.of(5))
    expect(decodeJsonWeights(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes)).tensors[0]?.values).toEqual(Float32Array.of(5))
  })

  it('is refused for nesting and keys that no file of the lab has, before they can do harm', () => {
    const deep = new TextEncoder().encode(`{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    expect(() => decodeJsonWeights(deep)).toThrow('nests more than 64 levels deep, at byte 69')
    const long = new TextEncoder().encode(`{"${'k'.repeat(10_000_000)}": 1}`)
    expect(() => decodeJsonWeights(long)).toThrow(/^\(whole file\): has a key of 10000002 bytes, at byte 1; needs/)
  })

  it('is refused when it is cut off', () => {
    const bytes = encode([2], Float32Array.of(1, 2))
    expect(() => decodeJsonWeights(bytes.subarray(0, -5))).toThrow('is not JSON')
  })

  it('does not allocate what a shape claims', () => {
    expect(decode(withTensor({ shape: [4_000_000_000, 4_000_000_000] }))).toThrow('has 2 entries; needs 4000000000')
  })
})
