import { describe, expect, it } from 'vitest'
import type { Tensor } from '../../../src-engine/checkpoint.ts'
import { fitWeights, requireSoundModel } from '../../../src-engine/formats/fit-weights.ts'
import { kindOf } from '../../../src-engine/formats/imported-weights.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import { InputError } from '../../../src-engine/problem.ts'
import { exportOf } from './support/export.ts'

const stackOf = (...specs: object[]) => specs.map((spec) => layerSchema.parse(spec))
const layers = stackOf({ type: 'dense', units: 2 }, { type: 'tanh' }, { type: 'dense', units: 1, bias: false })
const { experiment, model, checkpoint } = exportOf({ signal: { shape: [3], vocabulary: null }, layers })
const parameters = checkpoint.parameters

/** Everything that is wrong, a line each. */
function faults(tensors: readonly Tensor[], of = experiment): string[] {
  try {
    fitWeights(of, model, tensors)
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.split('\n')
  }
}

const changed = (name: string, change: (tensor: Tensor) => Tensor) =>
  parameters.map((tensor) => (tensor.name === name ? change(tensor) : tensor))

describe('weights from outside', () => {
  it('go into the stack in its order, whatever the order of the file', () => {
    const fitted = fitWeights(experiment, model, parameters.toReversed())
    expect(fitted.map(({ name }) => name)).toEqual(['layers.0.weight', 'layers.0.bias', 'layers.2.weight'])
    expect(fitted).toEqual(parameters)
  })

  it('that do not fit are all told at once: missing, of another shape, left over', () => {
    const strange = { name: 'fc1.weight', shape: [4, 4], values: new Float32Array(16) }
    const wide = changed('layers.2.weight', (tensor) => ({ ...tensor, shape: [2, 1] }))
    expect(faults([...wide.filter(({ name }) => name !== 'layers.0.bias'), strange])).toEqual([
      'layers.0.bias: is missing; needs shape 2',
      'layers.2.weight: has shape 2×1; needs shape 1×2',
      'fc1.weight: is left over, of shape 4×4; the stack has layers.0.weight, layers.0.bias, layers.2.weight',
    ])
    expect(faults([...parameters, parameters[1]!])).toEqual(['layers.0.bias: is there twice; needs shape 2'])
  })

  it.each([NaN, Infinity, -Infinity])('with %s are refused, naming the very number', (value) => {
    const broken = changed('layers.0.weight', (tensor) => ({
      ...tensor,
      values: tensor.values.map((one, i) => (i === 4 ? value : one)),
    }))
    expect(faults(broken)).toEqual([`layers.0.weight[1][1]: is ${value}; weights must be finite numbers`])
  })

  it('are widened to float64 exactly, and never rounded to float32', () => {
    const wide = { ...experiment, training: { ...experiment.training, precision: 'float64' as const } }
    const fitted = fitWeights(wide, model, parameters)
    expect(fitted[0]!.values).toBeInstanceOf(Float64Array)
    expect([...fitted[0]!.values]).toEqual([...parameters[0]!.values])
    const exact = parameters.map((tensor) => ({ ...tensor, values: Float64Array.from(tensor.values) }))
    expect(fitWeights(experiment, model, exact)).toEqual(parameters)
    const fine = changed('layers.0.bias', (tensor) => ({ ...tensor, values: Float64Array.of(0.5, 0.1) }))
    expect(faults(fine)).toEqual([
      'layers.0.bias[1]: is 0.1, which float32 would round; set training.precision of the experiment to float64',
    ])
  })
})

describe('what a file says of a network’s inputs and outputs', () => {
  it('must go together with the network', () => {
    expect(() => requireSoundModel(experiment, model)).not.toThrow()
    const wrong = (changes: object) => () => requireSoundModel(experiment, { ...model, ...changes })
    expect(wrong({ targetShape: [2] })).toThrow('the network puts out 1 and the targets have 2')
    expect(wrong({ inputShape: [1.5] })).toThrow('model.inputShape: is 1.5; needs whole numbers')
    expect(wrong({ inputShape: [1e9, 1e9] })).toThrow('model.inputShape: is 1000000000×1000000000')
    expect(wrong({ scaling: { shift: [1, 2], factor: [1, 2] } })).toThrow(
      'model.scaling.shift: has 2 numbers; needs 1 or 3, one for every input',
    )
    expect(wrong({ vocabulary: ['a', 'b'] })).toThrow('dense cannot take words')
  })
})

describe('the kind of a file', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)))

  it('is told by its first bytes', () => {
    expect(kindOf(bytes('PK\x03\x04 and so on'))).toBe('zip')
    expect(kindOf(bytes(' \n{"version": 1}'))).toBe('json')
    expect(kindOf(bytes([0xef, 0xbb, 0xbf], '{"version": 1'))).toBe('json')
    expect(kindOf(bytes([64, 0, 0, 0, 0, 0, 0, 0], '{"a": {}'))).toBe('safetensors')
  })

  it('that is not taken is refused, saying what it is or begins with', () => {
    expect(() => kindOf(new Uint8Array(0))).toThrow('is empty; needs an experiment')
    expect(() => kindOf(bytes([0x08, 0x08], '<html>'))).toThrow('begins with "··<html>", which the lab does not know')
  })
})
