import { describe, expect, it } from 'vitest'
import type { Tensor } from '../../../src-engine/checkpoint.ts'
import { decodeSafetensors, encodeSafetensors } from '../../../src-engine/formats/safetensors.ts'
import { InputError } from '../../../src-engine/problem.ts'

/** Numbers that break careless writers. */
const awkward = [0, -0, 0.1, -1 / 3, 5e-324, 1e-45, 1.5e-310, 1e38, 3.4028234663852886e38, NaN, Infinity, -Infinity]
const tensors: readonly Tensor[] = [
  { name: 'layers.2.weight', shape: [1, 2, 2, 3], values: Float64Array.from([...awkward.slice(0, 11), 1e308]) },
  { name: 'layers.10.weight', shape: [3, 4], values: Float32Array.from(awkward) },
  { name: 'layers.10.bias', shape: [3], values: Float32Array.of(1, 2, 3) },
  { name: 'layers.2.bias', shape: [], values: Float64Array.of(-0) },
  { name: 'слой', shape: [2, 0], values: Float32Array.of() },
]
const metadata = { experiment: 'Нейрон «а» 🧠 "q"', 'test.accuracy': '0.97' }

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => [
  ...new Uint8Array(buffer, byteOffset, byteLength),
]

interface Header {
  readonly __metadata__: Record<string, string>
  readonly [name: string]: unknown
}

/**
 * Reads a file as the format's specification says, sharing nothing with the code under test: the header's length, the
 * header, then each tensor where the header says, one number at a time.
 */
function readByTheBook(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  expect(view.getUint32(4, true)).toBe(0)
  const start = 8 + view.getUint32(0, true)
  const { __metadata__, ...entries } = JSON.parse(
    new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(8, start)),
  ) as Header
  const read = Object.entries(entries).map(([name, entry]) => {
    const { dtype, shape, data_offsets } = entry as { dtype: string; shape: number[]; data_offsets: [number, number] }
    const [begin, end] = data_offsets
    const values: number[] = []
    const width = dtype === 'F32' ? 4 : 8
    for (let at = start + begin; at < start + end; at += width) {
      values.push(dtype === 'F32' ? view.getFloat32(at, true) : view.getFloat64(at, true))
    }
    return { name, dtype, shape, begin, end, values }
  })
  return { start, metadata: __metadata__, tensors: read }
}

describe('writing safetensors', () => {
  const file = encodeSafetensors({ metadata, tensors })
  const read = readByTheBook(file)

  it('puts the numbers at a multiple of eight, behind a header that begins with a brace and ends in spaces', () => {
    expect(read.start % 8).toBe(0)
    expect(String.fromCharCode(file[8]!)).toBe('{')
    expect(new TextDecoder().decode(file.subarray(8, read.start))).toMatch(/^[^\n]*\} {0,7}$/)
  })

  it('lays tensors side by side from 0 to the end of the file, wide numbers first, then by name', () => {
    expect(read.tensors.map(({ name }) => name)).toEqual([
      'layers.2.bias',
      'layers.2.weight',
      'layers.10.bias',
      'layers.10.weight',
      'слой',
    ])
    let end = 0
    for (const tensor of read.tensors) {
      expect(tensor.begin).toBe(end)
      end = tensor.end
    }
    expect(read.start + end).toBe(file.length)
  })

  it.each(tensors)('$name comes out of an independent reader with the same numbers', ({ name, shape, values }) => {
    const found = read.tensors.find((tensor) => tensor.name === name)!
    expect(found.shape).toEqual(shape)
    expect(found.dtype).toBe(values instanceof Float32Array ? 'F32' : 'F64')
    expect(found.values).toHaveLength(values.length)
    found.values.forEach((value, i) => expect(value).toBe(values[i]))
  })

  it('keeps texts about them, in any script', () => {
    expect(read.metadata).toEqual(metadata)
  })

  it('writes a tensor that lies inside a larger buffer, and nothing around it', () => {
    const inside = { name: 'w', shape: [2], values: Float64Array.of(9, 1, 2, 9).subarray(1, 3) }
    expect(readByTheBook(encodeSafetensors({ metadata: {}, tensors: [inside] })).tensors[0]?.values).toEqual([1, 2])
  })
})

describe('reading safetensors', () => {
  it('gives back names, shapes, texts and every bit, NaN of any kind too', () => {
    const odd = new Float32Array(Uint32Array.of(0x7fc00001, 0xffc12345, 0x7f800000).buffer)
    const all = [...tensors, { name: 'nan', shape: [3], values: odd }]
    const read = decodeSafetensors(encodeSafetensors({ metadata, tensors: all }))
    expect(read.metadata).toEqual(metadata)
    expect(read.tensors).toHaveLength(all.length)
    for (const { name, shape, values } of read.tensors) {
      const written = all.find((tensor) => tensor.name === name)!
      expect(shape).toEqual(written.shape)
      expect(values.constructor).toBe(written.values.constructor)
      expect(bytesOf(values)).toEqual(bytesOf(written.values))
    }
  })

  it('reads a part of a larger buffer of Node’s, as a file is', () => {
    const file = Buffer.concat([Buffer.alloc(3, 7), encodeSafetensors({ metadata, tensors })]).subarray(3)
    expect(bytesOf(decodeSafetensors(file).tensors[1]!.values)).toEqual(bytesOf(tensors[0]!.values))
  })

  it('reads files of other writers: no texts, tensors in any order, another padding', () => {
    const header = `{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},\n"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]} }`
    const read = decodeSafetensors(fileOf(header, [...bytesOf(Float32Array.of(5, 6))]))
    expect(read).toEqual({
      metadata: {},
      tensors: [
        { name: 'a', shape: [], values: Float32Array.of(5) },
        { name: 'b', shape: [1], values: Float32Array.of(6) },
      ],
    })
  })
})

/** A file with the given header, claiming its true length unless told otherwise. */
function fileOf(header: string | Uint8Array, numbers: readonly number[], claimed?: bigint): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true)
  return Uint8Array.of(...length, ...text, ...numbers)
}

const entry = (begin: number, end: number, dtype = 'F32', shape: unknown = [(end - begin) / 4]) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
})

const withHeader = (header: unknown, bytes: number) => () =>
  decodeSafetensors(fileOf(JSON.stringify(header), new Array<number>(bytes).fill(0)))

describe('a file that is not safetensors', () => {
  it('is refused wherever it is cut off', () => {
    const file = encodeSafetensors({ metadata, tensors })
    for (let length = 0; length < file.length; length++) {
      expect(() => decodeSafetensors(file.subarray(0, length))).toThrow(`is cut off: it ends at byte ${length};`)
    }
  })

  it('is refused for a header longer than any, or longer than the file, without making room for it', () => {
    expect(() => decodeSafetensors(fileOf('{}', [], 2n ** 64n - 1n))).toThrow(
      'claims a header of 18446744073709551615 bytes at byte 0',
    )
    expect(() => decodeSafetensors(fileOf('{}', [], 100_000_001n))).toThrow('claims a header of 100000001 bytes')
    expect(() => decodeSafetensors(fileOf('{}', [], 90_000_000n))).toThrow(
      'is cut off: it ends at byte 10; its header goes on to byte 90000008',
    )
  })

  it('is refused for a header that is no JSON object, at the byte', () => {
    expect(() => decodeSafetensors(fileOf('', []))).toThrow('has no { at byte 8')
    expect(() => decodeSafetensors(fileOf('[1]', []))).toThrow('has no { at byte 8')
    expect(() => decodeSafetensors(fileOf('\uFEFF{}', []))).toThrow('has no { at byte 8')
    expect(() => decodeSafetensors(fileOf('{"a":NaN}', []))).toThrow('has a header at byte 8 that is not JSON')
    expect(() => decodeSafetensors(fileOf('{'.repeat(100_000), []))).toThrow('is not JSON')
    expect(() => decodeSafetensors(fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22), []))).toThrow(
      'is not UTF-8 at byte 10',
    )
    expect(() => decodeSafetensors(new Uint8Array(1000).fill(0x50))).toThrow(InputError)
  })

  it('is refused for two tensors of one name, at both bytes, however it is spelled', () => {
    const twice =
      '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0077":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    expect(() => decodeSafetensors(fileOf(twice, [0, 0, 0, 0]))).toThrow('has the key "w" twice, at bytes 9 and 62')
    const inside = '{"w":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}}'
    expect(() => decodeSafetensors(fileOf(inside, [0, 0, 0, 0]))).toThrow('has the key "dtype" twice')
    // A text that only looks like a key.
    const like = '{"__metadata__":{"a":"\\"w\\":","b":"a"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    expect(decodeSafetensors(fileOf(like, [0, 0, 0, 0])).metadata).toEqual({ a: '"w":', b: 'a' })
  })

  it('is refused for tensors that share bytes, leave some out or go beyond the end', () => {
    const start = (header: unknown) => 8 + JSON.stringify(header).length
    const shared = { a: entry(0, 8), b: entry(4, 12) }
    expect(withHeader(shared, 12)).toThrow(
      `b: shares bytes ${start(shared) + 4} to ${start(shared) + 8} with a; every tensor needs bytes of its own`,
    )
    const same = { a: entry(0, 8), b: entry(0, 8) }
    expect(withHeader(same, 8)).toThrow('b: shares bytes')
    const gap = { a: entry(0, 4), b: entry(8, 12) }
    expect(withHeader(gap, 12)).toThrow(`has bytes of no tensor, from ${start(gap) + 4} to ${start(gap) + 8}`)
    expect(withHeader({ a: entry(4, 8) }, 8)).toThrow('has bytes of no tensor')
    expect(withHeader({ a: entry(0, 4) }, 8)).toThrow('has bytes of no tensor')
    expect(withHeader({}, 3)).toThrow('has bytes of no tensor')
    const beyond = { a: entry(0, 8) }
    expect(withHeader(beyond, 4)).toThrow(
      `is cut off: it ends at byte ${start(beyond) + 4}; tensor a (byte 9) goes on to byte ${start(beyond) + 8}`,
    )
  })

  it('is refused for a shape that is not what the bytes are', () => {
    const wrong = (shape: unknown) => withHeader({ w: entry(0, 8, 'F32', shape) }, 8)
    expect(wrong([2])).not.toThrow()
    expect(wrong([3])).toThrow('w: goes from 0 to 8 (byte 9), which is 8 bytes; its shape 3 of F32 needs 12')
    expect(wrong([2 ** 52, 2 ** 52, 2 ** 52])).toThrow('w: goes from 0 to 8')
    expect(wrong([2 ** 52, 2 ** 52, 2 ** 52, 0])).toThrow('w: goes from 0 to 8')
    expect(wrong([-2])).toThrow('w.shape[0]: is -2 (byte 9); must be at least 0')
    expect(wrong([1.5])).toThrow('w.shape[0]: is ')
    expect(wrong('2')).toThrow('w.shape: is "2" (byte 9)')
    expect(wrong([1e300])).toThrow('w.shape[0]: is ')
  })

  it('is refused for offsets that go backwards, are no numbers or claim the impossible', () => {
    const wrong = (offsets: unknown) => withHeader({ w: { dtype: 'F32', shape: [2], data_offsets: offsets } }, 8)
    expect(wrong([8, 0])).toThrow('w: goes from 8 to 0 (byte 9), which is -8 bytes')
    expect(wrong([0, 9_007_199_254_740_991])).toThrow('w: goes from 0 to 9007199254740991')
    expect(wrong([0, null])).toThrow('w.data_offsets[1]: is null (byte 9)')
    expect(wrong([0])).toThrow('w.data_offsets')
    expect(wrong([-4, 4])).toThrow('w.data_offsets[0]: is -4 (byte 9)')
  })

  it('is refused for numbers the lab has no use for, and for entries it does not know', () => {
    expect(withHeader({ w: entry(0, 4, 'F16', [2]) }, 4)).toThrow(
      'w: holds numbers of type F16 (byte 9); must hold F32 or F64',
    )
    expect(withHeader({ w: entry(0, 8, 'I64', [1]) }, 8)).toThrow('w: holds numbers of type I64')
    expect(withHeader({ w: { ...entry(0, 4), strides: [1] } }, 4)).toThrow(
      'w.strides: unknown key (byte 9); known here are dtype, shape, data_offsets',
    )
    expect(withHeader({ w: [0, 4] }, 4)).toThrow('w: is a list (byte 9)')
    expect(withHeader({ w: null }, 0)).toThrow('w: is null (byte 9)')
  })

  it('is refused for a list of texts that holds something else', () => {
    expect(withHeader({ __metadata__: { seed: 1 } }, 0)).toThrow(
      '__metadata__: holds more than texts (byte 9); must map texts to texts',
    )
    expect(withHeader({ __metadata__: 'text' }, 0)).toThrow('__metadata__: holds more than texts (byte 9)')
  })
})
