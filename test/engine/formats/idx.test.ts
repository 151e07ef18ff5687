import { describe, expect, it } from 'vitest'
import { decodeIdx } from '../../../src-engine/formats/idx.ts'

/** An IDX file: header of the given type and sizes, then the given bytes. */
function idxOf(sizes: readonly number[], values: readonly number[], type = 0x08): Uint8Array {
  const header = sizes.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255])
  return Uint8Array.from([0, 0, type, sizes.length, ...header, ...values])
}

const decode = (bytes: Uint8Array) => () => decodeIdx(bytes, 'some-idx3-ubyte')

describe('reading IDX', () => {
  it('gives the shape and the bytes behind the header, without copying them', () => {
    const bytes = idxOf([2, 1, 3], [1, 2, 3, 253, 254, 255])
    const { shape, values } = decodeIdx(bytes, 'a')
    expect(shape).toEqual([2, 1, 3])
    expect([...values]).toEqual([1, 2, 3, 253, 254, 255])
    expect(values.buffer).toBe(bytes.buffer)
  })

  it('reads a file that lies somewhere inside a larger buffer', () => {
    const inside = Uint8Array.of(9, 9, 9, ...idxOf([2], [7, 8]), 9).subarray(3, 13)
    expect(decodeIdx(inside, 'a').shape).toEqual([2])
    expect([...decodeIdx(inside, 'a').values]).toEqual([7, 8])
  })

  it('reads sizes as big-endian: 258 is 00 00 01 02', () => {
    expect(decodeIdx(idxOf([258], new Array<number>(258).fill(1)), 'a').shape).toEqual([258])
  })

  it('says where a file was cut off, and what its header promises', () => {
    expect(decode(idxOf([2, 2, 2], [1, 2, 3, 4, 5, 6, 7]))).toThrow(
      'some-idx3-ubyte is cut off: it ends at byte 23; 2×2×2 elements after 16 bytes of header make 24 bytes',
    )
  })

  it('does not take a file that goes on after its last element', () => {
    expect(decode(idxOf([3], [1, 2, 3, 4]))).toThrow(
      'some-idx3-ubyte goes on after its last element, to byte 12; 3 elements after 8 bytes of header make 11 bytes',
    )
  })

  it.each([0, 1, 3])('says so when not even the first %i bytes of the header are whole', (length) => {
    expect(decode(idxOf([1], [1]).subarray(0, length))).toThrow(`it has ${length} bytes; its header alone needs 4`)
  })

  it('says so when the header is cut off between its sizes', () => {
    expect(decode(idxOf([1, 28, 28], []).subarray(0, 10))).toThrow('it has 10 bytes; its header alone needs 16')
  })

  it('shows the first bytes of a file of another kind', () => {
    expect(decode(Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0, 0))).toThrow(
      'some-idx3-ubyte begins with the bytes 50 4b 03 04; needs an IDX file of unsigned bytes, which begins 00 00 08',
    )
  })

  it('names the element type of an IDX file that does not hold bytes', () => {
    expect(decode(idxOf([1], [0, 0, 0, 0], 0x0d))).toThrow('some-idx3-ubyte holds 32-bit floats')
    expect(decode(idxOf([1], [0], 0x07))).toThrow('unknown element type 0x07 at byte 2')
  })

  it('refuses claims of billions of elements at once, by the length of the file', () => {
    const started = performance.now()
    expect(decode(idxOf([0xffffffff, 0xffffffff, 0xffffffff], [1, 2, 3]))).toThrow('is cut off: it ends at byte 19')
    expect(decode(Uint8Array.from({ length: 2000 }, (_, i) => (i === 2 ? 8 : i === 3 ? 255 : i < 4 ? 0 : 1)))).toThrow(
      'claims 255 dimensions at byte 3',
    )
    expect(performance.now() - started).toBeLessThan(100)
  })

  it('refuses files without elements', () => {
    expect(decode(idxOf([0, 28, 28], []))).toThrow(
      'some-idx3-ubyte is empty: its size is 0×28×28 (dimension 0 at byte 4)',
    )
    expect(decode(idxOf([], []))).toThrow('claims 0 dimensions at byte 3')
  })
})
