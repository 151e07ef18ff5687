import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ExportInput } from '../../../src-engine/formats/export-input.ts'
import { encodeOnnx } from '../../../src-engine/formats/onnx.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import { layers as registered } from '../../../src-engine/registry.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { sizeOf } from '../../../src-engine/shape.ts'
import { anyFittingStack } from '../support/stacks.ts'
import { distance, exportOf, inputsFor, none, perInput, predict, type Drawn } from './support/export.ts'
import { findPython, inFolder, runPython, writeFiles } from './support/python.ts'
import { faultsOf, FLOAT, INT64, readOnnx, shapeOf, withVersions } from './support/onnx-reader.ts'

/** There is no onnxruntime for Macs with Intel's processors any more. */
const hasRuntime = !(process.platform === 'darwin' && process.arch === 'x64')

/** What onnxruntime answers, with everything its optimiser does. */
async function runOnnx(bytes: Uint8Array, { model }: ExportInput, inputs: readonly number[][]): Promise<number[][]> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 })
  const flat = inputs.flat()
  const shape = [inputs.length, ...model.inputShape]
  const input = model.vocabulary
    ? new Tensor('int64', BigInt64Array.from(flat, BigInt), shape)
    : new Tensor('float32', Float32Array.from(flat), shape)
  const { output } = await session.run({ input })
  await session.release()
  const values = output!.data as Float32Array
  const width = values.length / inputs.length
  expect(output!.dims[0]).toBe(inputs.length)
  return inputs.map((_input, i) => Array.from(values.subarray(i * width, (i + 1) * width)))
}

const stackOf = (...specs: object[]) => specs.map((spec) => layerSchema.parse(spec))

const plain = (...shape: number[]) => ({ shape, vocabulary: null })

async function errorOf(drawn: Drawn, count: number): Promise<number> {
  const input = exportOf(drawn)
  const inputs = inputsFor(input, count, createRng(drawn.seed ?? 1, 'inputs'))
  return distance(await runOnnx(encodeOnnx(input), input, inputs), predict(input, inputs))
}

describe.skipIf(!hasRuntime)('onnxruntime and the lab, on one network', () => {
  it('answer the same within 1e-5 for random stacks over every kind of layer, any scaling and any batch', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        anyFittingStack,
        fc.constantFrom('float32', 'float64'),
        fc.constantFrom('none', 'one', 'each'),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        async (stack, precision, scale, count, seed) => {
          for (const { type } of stack.layers) seen.add(type)
          const words = stack.signal.vocabulary !== null
          const one = { shift: [-3], factor: [0.25] }
          const each = perInput(sizeOf(stack.signal.shape), createRng(seed, 'scaling'))
          const scaling = words ? none : { none, one, each }[scale]
          expect(await errorOf({ ...stack, precision, scaling, seed }, count)).toBeLessThan(1e-5)
        },
      ),
      { numRuns: 300, seed: 1 },
    )
    expect([...seen].sort()).toEqual(registered.map(({ type }) => type).sort())
  }, 120_000)

  it('answer the same by the newest operators that onnxruntime knows: nothing the lab writes has changed since', async () => {
    const stacks = fc.sample(anyFittingStack, { numRuns: 60, seed: 8 })
    for (const [seed, stack] of stacks.entries()) {
      const input = exportOf({ ...stack, seed })
      const inputs = inputsFor(input, 2, createRng(seed, 'inputs'))
      const newest = withVersions(encodeOnnx(input), { irVersion: 13, opset: 26 })
      expect(readOnnx(newest)).toMatchObject({ ir_version: 13, opset_import: [{ version: 26 }] })
      expect(distance(await runOnnx(newest, input, inputs), predict(input, inputs))).toBeLessThan(1e-5)
    }
  }, 120_000)

  it('agree on years, where float32 rounds the mean by more than the answer may be off', async () => {
    const scaling = { shift: [2019.3371, 1_234_567.8912], factor: [1 / 2.5, 1 / 3.1] }
    expect(await errorOf({ signal: plain(2), layers: stackOf({ type: 'identity' }), scaling }, 20)).toBeLessThan(1e-6)
  })

  it('agree on bytes of an image divided by 255', async () => {
    const scaling = { shift: [0], factor: [1 / 255] }
    const input = exportOf({
      signal: plain(1, 8, 8),
      layers: stackOf({ type: 'conv2d', filters: 4, kernel: 3, padding: 'same' }, { type: 'dense', units: 3 }),
      scaling,
    })
    const rng = createRng(1)
    const inputs = Array.from({ length: 7 }, () => Array.from({ length: 64 }, () => rng.below(256)))
    expect(distance(await runOnnx(encodeOnnx(input), input, inputs), predict(input, inputs))).toBeLessThan(1e-5)
  })

  it('agree on contexts without a single word', async () => {
    const input = exportOf({ signal: { shape: [3], vocabulary: 4 }, layers: stackOf({ type: 'embedding', dim: 2 }) })
    const inputs = [
      [-1, -1, -1],
      [0, -1, 3],
      [2, 2, 1],
    ]
    const answers = await runOnnx(encodeOnnx(input), input, inputs)
    expect(answers[0]).toEqual([0, 0])
    expect(distance(answers, predict(input, inputs))).toBeLessThan(1e-6)
  })

  it('answer a softmax over an image with the image’s shape', async () => {
    const drawn = { signal: plain(2, 3, 4), layers: stackOf({ type: 'softmax' }, { type: 'max_pool2d', size: 2 }) }
    expect(await errorOf(drawn, 3)).toBeLessThan(1e-6)
  })

  it('agree where a network changes nothing', async () => {
    expect(await errorOf({ signal: plain(3), layers: stackOf({ type: 'dropout', rate: 0.5 }) }, 2)).toBe(0)
  })
})

describe('an ONNX file, read by an independent reader', () => {
  const input = exportOf({
    signal: plain(1, 6, 6),
    layers: stackOf(
      { type: 'conv2d', filters: 2, kernel: [3, 2], padding: 'same', paddingMode: 'zeros' },
      { type: 'leaky_relu', slope: 0.2 },
      { type: 'dropout' },
      { type: 'max_pool2d', size: 2, stride: [1, 2] },
      { type: 'dense', units: 3, bias: false },
      { type: 'softmax' },
    ),
    scaling: { shift: [0], factor: [1 / 255] },
  })
  const model = readOnnx(encodeOnnx(input))

  it('says its versions and who wrote it', () => {
    expect(model).toMatchObject({ ir_version: 8, producer_name: 'Backprop Lab', producer_version: '0.1.0' })
    expect(model.opset_import).toEqual([{ version: 17 }])
  })

  it('takes a float32 input (N, …) and gives a float32 output (N, …), N left open', () => {
    const [given, answer] = [model.graph.input, model.graph.output]
    expect(given.map(({ name }) => name)).toEqual(['input'])
    expect(answer.map(({ name }) => name)).toEqual(['output'])
    expect(shapeOf(given[0]!)).toEqual(['N', 1, 6, 6])
    expect(shapeOf(answer[0]!)).toEqual(['N', 3])
    expect(given[0]!.type.tensor_type.elem_type).toBe(FLOAT)
    expect(answer[0]!.type.tensor_type.elem_type).toBe(FLOAT)
  })

  it('has the weights under their names, to the last bit, and the factor of the scaling', () => {
    const [conv, convBias, dense] = input.checkpoint.parameters
    const bits = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => [
      ...new Uint8Array(buffer, byteOffset, byteLength),
    ]
    const found = Object.fromEntries(model.graph.initializer.map((tensor) => [tensor.name, tensor]))
    expect(Object.keys(found).sort()).toEqual(
      ['layers.0.bias', 'layers.0.weight', 'layers.4.weight', 'scaling.factor'].sort(),
    )
    expect(found['layers.0.weight']).toMatchObject({ dims: [2, 1, 3, 2], data_type: FLOAT })
    expect(found['layers.0.bias']).toMatchObject({ dims: [2], data_type: FLOAT })
    expect(found['layers.4.weight']).toMatchObject({ dims: [3, 30], data_type: FLOAT })
    expect(bits(found['layers.0.weight']!.raw_data)).toEqual(bits(conv!.values))
    expect(bits(found['layers.0.bias']!.raw_data)).toEqual(bits(convBias!.values))
    expect(bits(found['layers.4.weight']!.raw_data)).toEqual(bits(dense!.values))
    expect(bits(found['scaling.factor']!.raw_data)).toEqual(bits(Float32Array.of(1 / 255)))
  })

  it('has one node per layer that does something, with an even kernel padded more at the end', () => {
    expect(model.graph.node.map(({ op_type }) => op_type)).toEqual([
      'Mul',
      'Conv',
      'LeakyRelu',
      'MaxPool',
      'Flatten',
      'Gemm',
      'Softmax',
    ])
    const attributes = (operator: string) =>
      Object.fromEntries(
        model.graph.node.find(({ op_type }) => op_type === operator)!.attribute.map((a) => [a.name, a]),
      )
    expect(attributes('Conv').pads?.ints).toEqual([1, 0, 1, 1])
    expect(attributes('MaxPool').strides?.ints).toEqual([1, 2])
    expect(attributes('LeakyRelu').alpha?.f).toBe(Math.fround(0.2))
    expect(attributes('Gemm').transB?.i).toBe(1)
  })

  it('tells experiment, seed, run and metrics', () => {
    expect(Object.fromEntries(model.metadata_props.map(({ key, value }) => [key, value]))).toEqual({
      experiment: 'a test',
      seed: '7',
      run: 'rtestrun1',
      engine_version: '0.1.0',
      checkpoint: 'last',
      epoch: '3',
      step: '120',
      'train.loss': '0.25',
      'test.loss': '0.5',
      'test.accuracy': '0.75',
      precision: 'float32',
    })
  })

  it('says that float64 was rounded, and names classes, inputs and words', () => {
    const drawn = exportOf({
      signal: { shape: [2], vocabulary: 3 },
      layers: stackOf({ type: 'embedding', dim: 2 }),
      precision: 'float64',
    })
    const named = { ...drawn, model: { ...drawn.model, classNames: ['да', 'нет'] } }
    const words = readOnnx(encodeOnnx(named))
    expect(words.metadata_props).toContainEqual({ key: 'precision', value: 'float32, rounded from float64' })
    expect(words.metadata_props).toContainEqual({ key: 'classes', value: '["да","нет"]' })
    expect(words.metadata_props).toContainEqual({ key: 'vocabulary', value: '["word0","word1","word2"]' })
    expect(words.graph.input[0]!.type.tensor_type.elem_type).toBe(INT64)
    expect(shapeOf(words.graph.input[0]!)).toEqual(['N', 2])
  })

  it('obeys the rules of the format: every value defined once, before it is read, and none for nothing', () => {
    fc.assert(
      fc.property(anyFittingStack, fc.boolean(), (stack, scaled) => {
        const scaling = scaled && stack.signal.vocabulary === null ? { shift: [1 / 3], factor: [2] } : none
        expect(faultsOf(readOnnx(encodeOnnx(exportOf({ ...stack, scaling }))))).toEqual([])
      }),
      { numRuns: 200, seed: 2 },
    )
  })

  const python = findPython('onnx')

  it.skipIf(python === null)(
    'passes the checker of ONNX itself, with every shape inferred (needs Python with onnx)',
    () => {
      const checker = 'import onnx, sys\nfor file in sys.argv[1:]: onnx.checker.check_model(file, full_check=True)'
      inFolder((folder) => {
        const files = fc.sample(anyFittingStack, { numRuns: 60, seed: 5 }).map((stack, i) => {
          const name = `${i}.onnx`
          writeFiles(folder, [{ name, bytes: encodeOnnx(exportOf(stack)) }])
          return join(folder, name)
        })
        expect(() => runPython(python!, ['-c', checker, ...files])).not.toThrow()
      })
    },
    120_000,
  )
})

describe('a network that does not fit into float32', () => {
  const layers = stackOf({ type: 'dense', units: 1, bias: false })

  it('is refused, naming the tensor or the scaling', () => {
    const weights = exportOf({ signal: plain(2), layers, precision: 'float64' })
    weights.checkpoint.parameters[0]!.values[1] = -1e300
    expect(() => encodeOnnx(weights)).toThrow(
      'layers.0.weight: holds -1e+300, more than float32 can; ONNX is written in float32; export as NPZ',
    )
    const scaled = exportOf({ signal: plain(2), layers, scaling: { shift: [0, 0], factor: [1, 1e40] } })
    expect(() => encodeOnnx(scaled)).toThrow('scaling.factor: holds 1e+40, more than float32 can')
  })

  it('is written when it has diverged: NaN is NaN everywhere', () => {
    const diverged = exportOf({ signal: plain(2), layers })
    diverged.checkpoint.parameters[0]!.values.fill(NaN)
    expect(readOnnx(encodeOnnx(diverged)).graph.initializer[0]!.raw_data).toHaveLength(8)
  })

  it('is refused when a weight is missing or of another shape', () => {
    const { checkpoint, ...rest } = exportOf({ signal: plain(2), layers })
    const [weight] = checkpoint.parameters
    expect(() => encodeOnnx({ ...rest, checkpoint: { ...checkpoint, parameters: [] } })).toThrow(
      'layers.0.weight: is missing; needs shape 1×2',
    )
    const wide = { ...weight!, shape: [1, 3], values: new Float32Array(3) }
    expect(() => encodeOnnx({ ...rest, checkpoint: { ...checkpoint, parameters: [wide] } })).toThrow(
      'layers.0.weight: has shape 1×3; needs shape 1×2',
    )
  })
})
