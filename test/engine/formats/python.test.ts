import fc from 'fast-check'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ExportFile, ExportInput } from '../../../src-engine/formats/export-input.ts'
import { encodeNpz } from '../../../src-engine/formats/npz.ts'
import { encodeNumpyExport } from '../../../src-engine/formats/python/numpy.ts'
import { encodePyTorchExport } from '../../../src-engine/formats/python/pytorch.ts'
import { encodeSafetensors } from '../../../src-engine/formats/safetensors.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import { layers as registered } from '../../../src-engine/registry.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { sizeOf } from '../../../src-engine/shape.ts'
import { anyFittingStack } from '../support/stacks.ts'
import { distance, exportOf, inputsFor, none, perInput, predict } from './support/export.ts'
import { findPython, inFolder, runPython, writeFiles } from './support/python.ts'

const stackOf = (...specs: object[]) => specs.map((spec) => layerSchema.parse(spec))

type Encode = (input: ExportInput, fileName: string) => ExportFile[]

/** Imports every script named on stdin and prints what each predicts of its inputs, one JSON list a line. */
const driver = `
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
for line in sys.stdin:
    module, inputs = json.loads(line)
    print(json.dumps(importlib.import_module(module).predict(inputs).reshape(len(inputs), -1).tolist()))
`

/** The largest difference between the lab's answers and those of scripts, each imported as a module. */
function errorsOf(
  python: string,
  encode: Encode,
  cases: readonly { input: ExportInput; inputs: number[][] }[],
): number[] {
  return inFolder((folder) => {
    const lines = cases.map(({ input, inputs }, i) => {
      writeFiles(folder, encode(input, `script_${i}.py`))
      return JSON.stringify([`script_${i}`, inputs])
    })
    const printed = runPython(python, ['-W', 'error', '-c', driver, folder], lines.join('\n')).trim().split('\n')
    return cases.map(({ input, inputs }, i) => distance(JSON.parse(printed[i]!) as number[][], predict(input, inputs)))
  })
}

const withNumpy = findPython('numpy')
const withTorch = findPython('numpy', 'torch')
const libraries = [
  { library: 'NumPy', encode: encodeNumpyExport, python: withNumpy },
  { library: 'PyTorch', encode: encodePyTorchExport, python: withTorch },
]

describe.each(libraries)('a script for $library', { timeout: 120_000 }, ({ library, encode, python }) => {
  it.skipIf(python === null)(
    `answers as the lab does within 1e-5, for random stacks over every kind of layer (needs Python with ${library})`,
    () => {
      const seen = new Set<string>()
      const drawn = fc.sample(
        fc.tuple(anyFittingStack, fc.constantFrom('float32', 'float64'), fc.constantFrom('none', 'one', 'each')),
        { numRuns: 150, seed: 3 },
      )
      const cases = drawn.map(([stack, precision, scale], seed) => {
        for (const { type } of stack.layers) seen.add(type)
        const one = { shift: [-3], factor: [0.25] }
        const each = perInput(sizeOf(stack.signal.shape), createRng(seed, 'scaling'))
        const scaling = stack.signal.vocabulary === null ? { none, one, each }[scale] : none
        const input = exportOf({ ...stack, precision, scaling, seed })
        return { input, inputs: inputsFor(input, 1 + (seed % 4), createRng(seed, 'inputs')) }
      })
      const errors = errorsOf(python!, encode, cases)
      expect(errors).toHaveLength(150)
      expect(Math.max(...errors)).toBeLessThan(1e-5)
      expect([...seen].sort()).toEqual(registered.map(({ type }) => type).sort())
    },
    120_000,
  )

  it.skipIf(python === null)(
    `runs as it is, and prints what \`lab predict\` prints (needs Python with ${library})`,
    () => {
      const input = exportOf({
        signal: { shape: [1, 4, 4], vocabulary: null },
        layers: stackOf(
          { type: 'conv2d', filters: 2, kernel: 2, padding: 'same' },
          { type: 'dense', units: 3 },
          { type: 'softmax' },
        ),
      })
      const inputs = inputsFor(input, 3, createRng(1))
      inFolder((folder) => {
        writeFiles(folder, encode(input, 'digits 1.py'))
        // Nested as an image here, flat in the other tests.
        const nested = inputs.map((row) => [[0, 1, 2, 3].map((y) => row.slice(4 * y, 4 * y + 4))])
        writeFileSync(join(folder, 'inputs.json'), JSON.stringify(nested))
        const printed = runPython(python!, [join(folder, 'digits 1.py'), join(folder, 'inputs.json')])
        const { outputs } = JSON.parse(printed) as { outputs: number[][] }
        expect(distance(outputs, predict(input, inputs))).toBeLessThan(1e-5)
        expect(() => runPython(python!, [join(folder, 'digits 1.py')])).toThrow('usage:')
      })
    },
  )

  it.skipIf(python === null)(
    `takes words for words, and fewer than there is room for (needs Python with ${library})`,
    () => {
      const drawn = exportOf({
        signal: { shape: [3], vocabulary: 3 },
        layers: stackOf({ type: 'embedding', dim: 2 }, { type: 'dense', units: 3 }, { type: 'softmax' }),
      })
      const input = { ...drawn, model: { ...drawn.model, vocabulary: ['да', 'l’eau', 'nein'] } }
      const contexts = [['nein', 'да'], [0, 'l’eau', 0], []]
      const expected = predict(input, [
        [2, 0, -1],
        [0, 1, 0],
        [-1, -1, -1],
      ])
      inFolder((folder) => {
        writeFiles(folder, encode(input, 'words.py'))
        writeFileSync(join(folder, 'inputs.json'), JSON.stringify(contexts))
        const printed = runPython(python!, [join(folder, 'words.py'), join(folder, 'inputs.json')])
        expect(distance((JSON.parse(printed) as { outputs: number[][] }).outputs, expected)).toBeLessThan(1e-5)
      })
    },
  )

  it.skipIf(python === null)(`runs nothing of what a person has named (needs Python with ${library})`, () => {
    const trap = `""" + open("trap", "w").write("") + """ \\" \\\n\u2028\u0000\nimport trap\nraise SystemExit # {x} %s`
    const drawn = exportOf({ signal: { shape: [2], vocabulary: null }, layers: stackOf({ type: 'dense', units: 2 }) })
    const input = {
      ...drawn,
      experiment: { ...drawn.experiment, name: trap },
      model: {
        ...drawn.model,
        classNames: [trap, 'b'],
        inputNames: ['a', trap],
        columns: [
          { name: 'a', categories: null, gap: 1 },
          { name: trap, categories: [trap], gap: 0 },
        ],
      },
    }
    const inputs = [[1, 2]]
    // Windows takes neither of the two characters that end a text in Python.
    const name = process.platform === 'win32' ? "a'; raise SystemExit; '.py" : 'a"; raise SystemExit; "\\.py'
    inFolder((folder) => {
      writeFiles(folder, encode(input, name))
      writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs))
      const printed = runPython(python!, [join(folder, name), join(folder, 'inputs.json')])
      expect(distance((JSON.parse(printed) as { outputs: number[][] }).outputs, predict(input, inputs))).toBeLessThan(
        1e-5,
      )
    })
  })
})

describe('the files of a script', () => {
  const drawn = exportOf({
    signal: { shape: [2], vocabulary: null },
    layers: stackOf({ type: 'dense', units: 2 }, { type: 'softmax' }),
    scaling: { shift: [0.5], factor: [2] },
  })
  const input = { ...drawn, model: { ...drawn.model, classNames: ['cat', 'dog'] } }

  it('say how categories and gaps become inputs', () => {
    const columns = [
      { name: 'length', categories: null, gap: 2.5 },
      { name: 'city', categories: ['Oslo'], gap: 0 },
    ]
    const model = { ...input.model, inputNames: ['length', 'city = Oslo'], columns }
    const [script] = encodeNumpyExport({ ...input, model }, 'net.py')
    const lines = Buffer.from(script!.bytes).toString().split('\n')
    const at = lines.indexOf('Inputs, in order: length, city = Oslo.')
    expect(lines.slice(at + 1, at + 3)).toEqual([
      'An input such as "city = Oslo" is 1 where city is Oslo, else 0.',
      'What stands for a missing value: length 2.5, city (0 in all its inputs).',
    ])
    expect(Buffer.from(encodeNumpyExport(input, 'net.py')[0]!.bytes).toString()).not.toContain('An input such as')
  })

  it('are named after the script, whatever that is named', () => {
    const namesOf = (fileName: string) => encodeNumpyExport(input, fileName).map(({ name }) => name)
    expect(namesOf('net.py')).toEqual(['net.py', 'net.npz'])
    expect(namesOf('net')).toEqual(['net', 'net.npz'])
    expect(namesOf('net.npz')).toEqual(['net.npz', 'net.npz.npz'])
  })

  it.each(libraries)('tell in $library’s script where it comes from and how it is used', ({ library, encode }) => {
    const script = new TextDecoder().decode(encode(input, 'net.py')[0]!.bytes)
    expect(script.split('"""')[1]).toBe(
      [
        `a test: a network trained in Backprop Lab, for ${library}.`,
        '',
        'Run rtestrun1, seed 7. Checkpoint last: epoch 3, step 120.',
        'Metrics: train.loss 0.25, test.loss 0.5, test.accuracy 0.75.',
        '',
        '    python3 net.py inputs.json    prints {"outputs": [[...]]} for a JSON list of inputs',
        '    from net import predict       answers from other programs',
        '',
        'The weights are in net.npz beside this file. An input is 2 numbers, nested or flat, raw as the dataset has them.',
        'Outputs, in order: cat, dog.',
        '',
      ].join('\n'),
    )
    expect(script).toContain('x = (x - 0.5) * 2\n')
  })
})

it('are called in their own words by the name they have', () => {
  const drawn = exportOf({
    signal: { shape: [2], vocabulary: null },
    layers: stackOf({ type: 'dense', units: 1 }),
    scaling: { shift: [0], factor: [1] },
  })
  const script = new TextDecoder().decode(encodeNumpyExport(drawn, 'net.numpy')[0]!.bytes)
  expect(script).toContain('    python3 net.numpy inputs.json    prints')
  expect(script).not.toContain('import predict')
})

describe('one output that tells two classes apart', () => {
  it.each(libraries)('is said to be the probability of the second in $library’s script', ({ encode }) => {
    const drawn = exportOf({
      signal: { shape: [2], vocabulary: null },
      layers: stackOf({ type: 'dense', units: 1 }, { type: 'sigmoid' }),
      scaling: { shift: [0], factor: [1] },
    })
    const input = { ...drawn, model: { ...drawn.model, targetShape: [1], classNames: ['no', 'yes'] } }
    const script = new TextDecoder().decode(encode(input, 'net.py')[0]!.bytes)
    expect(script).toContain('The output is the probability of yes; below 0.5 the answer is no.')
  })
})

describe('weights read by NumPy', () => {
  /** Prints every array of an NPZ file and of a safetensors file, the latter read by its specification, as bytes. */
  const reader = `
import json, struct, sys
import numpy as np
arrays = dict(np.load(sys.argv[1]))
data = open(sys.argv[2], "rb").read()
(length,) = struct.unpack("<Q", data[:8])
header = json.loads(data[8 : 8 + length])
header.pop("__metadata__")
def array(entry):
    begin, end = entry["data_offsets"]
    kind = {"F32": "<f4", "F64": "<f8"}[entry["dtype"]]
    return np.frombuffer(data[8 + length + begin : 8 + length + end], kind).reshape(entry["shape"])
others = {name: array(entry) for name, entry in header.items()}
def shown(arrays):
    return {name: [str(a.dtype), list(a.shape), a.tobytes().hex()] for name, a in arrays.items()}
print(json.dumps([shown(arrays), shown(others)]))
`

  it.skipIf(withNumpy === null)(
    'are the same to the last bit, from NPZ and from safetensors (needs Python with NumPy)',
    () => {
      const awkward = [0, -0, 5e-324, 1e-45, NaN, Infinity, -Infinity, 3.4028234663852886e38, 0.1, -1 / 3]
      const tensors = [
        { name: 'layers.0.weight', shape: [2, 5], values: Float32Array.from(awkward) },
        { name: 'layers.0.bias', shape: [1], values: Float32Array.of(7) },
        { name: 'layers.2.weight', shape: [1, 5, 2, 1], values: Float64Array.from(awkward) },
        { name: 'layers.2.bias', shape: [], values: Float64Array.of(1 / 3) },
      ]
      inFolder((folder) => {
        const [npz, safetensors] = [join(folder, 'w.npz'), join(folder, 'w.safetensors')]
        writeFileSync(npz, encodeNpz(tensors))
        writeFileSync(safetensors, encodeSafetensors({ metadata: { seed: '1' }, tensors }))
        const shown = JSON.parse(runPython(withNumpy!, ['-c', reader, npz, safetensors])) as [object, object]
        const expected = Object.fromEntries(
          tensors.map(({ name, shape, values }) => [
            name,
            [
              values instanceof Float32Array ? 'float32' : 'float64',
              shape,
              Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex'),
            ],
          ]),
        )
        expect(shown[0]).toEqual(expected)
        expect(shown[1]).toEqual(expected)
      })
    },
  )
})
