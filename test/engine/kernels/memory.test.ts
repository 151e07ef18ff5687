import { describe, expect, it } from 'vitest'
import { placeInputs } from '../../../src-engine/datasets/gather.ts'
import { compileSimd } from '../../../src-engine/kernels/simd.ts'
import { load } from '../datasets/support/load.ts'
import { fastKernels } from './support/twins.ts'

describe.each(fastKernels)('the memory of %s kernels', (_name, create) => {
  const floats = (kernels: ReturnType<typeof create>, count: number) => {
    const { buffer, byteOffset } = kernels.allocate(4 * count)
    return new Float32Array(buffer, byteOffset, count)
  }

  it('is zeroed and begins on a cache line', () => {
    const kernels = create()
    for (const count of [1, 15, 100_000]) {
      const values = floats(kernels, count)
      expect(values.every((value) => value === 0)).toBe(true)
      expect(values.byteOffset % 64).toBe(0)
      values.fill(1)
    }
  })

  it('leaves arrays valid that were made before it grew', () => {
    const kernels = create()
    const before = floats(kernels, 4).fill(2)
    const after = floats(kernels, 10_000_000)
    kernels.multiply(4, before, before, after)
    expect(Array.from(after.subarray(0, 5))).toEqual([4, 4, 4, 4, 0])
    kernels.multiply(4, after, after, before)
    expect(Array.from(before)).toEqual([16, 16, 16, 16])
  })

  it('says so when there is no more of it', () => {
    const kernels = create()
    const gibibyte = 2 ** 30
    kernels.allocate(3 * gibibyte)
    expect(() => kernels.allocate(2 * gibibyte)).toThrow(/cannot grow by another 2\d{3} MB/)
    expect(floats(kernels, 4)).toHaveLength(4)
  })

  it('holds a copy of what is placed in it, of the same type, and places nothing twice', () => {
    const kernels = create()
    const bytes = Uint8Array.of(1, 2, 3)
    const placed = kernels.place(bytes)
    expect(placed).toEqual(bytes)
    expect(placed.buffer).not.toBe(bytes.buffer)
    expect(kernels.place(placed)).toBe(placed)
  })

  it('holds the inputs of a placed dataset where they lie, and no second time', () => {
    const kernels = create()
    const dataset = load({ name: 'spiral' })
    const placed = placeInputs(dataset, kernels)
    expect({ ...placed, inputs: Array.from(placed.inputs) }).toEqual({ ...dataset, inputs: Array.from(dataset.inputs) })
    expect(kernels.place(placed.inputs)).toBe(placed.inputs)
  })

  it('is the only one they reach: other arrays are refused, and float64', () => {
    const kernels = create()
    const ours = floats(kernels, 4)
    const foreign = new Float32Array(4)
    expect(() => {
      kernels.multiply(4, ours, foreign, ours)
    }).toThrow(TypeError)
    expect(() => {
      kernels.multiply(4, ours, floats(create(), 4), ours)
    }).toThrow(/reach only/)
    expect(() => {
      kernels.multiply(4, kernels.place(new Float64Array(4)), ours, ours)
    }).toThrow('float32 only')
  })
})

describe('a binary', () => {
  it('that this machine cannot run is not compiled', () => {
    expect(compileSimd('relaxed', Uint8Array.of(0, 97, 115, 109, 2, 0, 0, 0))).toBeNull()
  })
})
