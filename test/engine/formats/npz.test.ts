import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { decodeNpy, encodeNpy } from '../../../src-engine/formats/npy.ts'
import { decodeNpz, encodeNpz } from '../../../src-engine/formats/npz.ts'

/** Numbers that break careless writers. */
const awkward = [0, -0, 0.1, -1 / 3, 5e-324, 1e-45, 1.5e-310, 1e38, 3.4028234663852886e38, NaN, Infinity, -Infinity]
const tensors = [
  { name: 'layers.0.weight', shape: [3, 4], values: Float32Array.from(awkward) },
  { name: 'layers.0.bias', shape: [3], values: Float32Array.of(1, 2, 3) },
  { name: 'layers.2.weight', shape: [1, 2, 2, 3], values: Float64Array.from([...awkward.slice(0, 11), 1e308]) },
  { name: 'layers.2.bias', shape: [], values: Float64Array.of(-0) },
]

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => [
  ...new Uint8Array(buffer, byteOffset, byteLength),
]

/** Every byte as the character of its number. */
const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes)

/**
 * Reads a NPY file as its specification says (numpy.lib.format), sharing nothing with the code under test: the header
 * is a Python literal, here turned into JSON; numbers are taken one at a time from the bytes.
 */
function readByTheBook(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  expect(String.fromCharCode(...file.subarray(0, 8))).toBe('\x93NUMPY\x01\x00')
  const length = view.getUint16(8, true)
  expect((10 + length) % 64).toBe(0)
  const text = latin1(file.subarray(10, 10 + length))
  expect(text.endsWith('\n')).toBe(true)
  const python = text.replaceAll("'", '"').replace('False', 'false').replaceAll('(', '[').replaceAll(')', ']')
  const header = JSON.parse(python.replace(/,\s*([\]}])/g, '$1')) as {
    descr: string
    fortran_order: boolean
    shape: number[]
  }
  const width = Number(header.descr.slice(2))
  const values: number[] = []
  for (let at = 10 + length; at < file.length; at += width) {
    values.push(width === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true))
  }
  return { ...header, values }
}

describe('writing NPZ', () => {
  const archive = unzipSync(encodeNpz(tensors))

  it('has one array file per tensor, in order', () => {
    expect(Object.keys(archive)).toEqual(tensors.map(({ name }) => `${name}.npy`))
  })

  it.each(tensors)('$name comes out of an independent reader with the same bits', ({ name, shape, values }) => {
    const read = readByTheBook(archive[`${name}.npy`] as Uint8Array)
    expect(read.shape).toEqual(shape)
    expect(read.fortran_order).toBe(false)
    expect(read.descr).toBe(values instanceof Float32Array ? '<f4' : '<f8')
    expect(read.values).toHaveLength(values.length)
    read.values.forEach((value, i) => expect(value).toBe(values[i]))
  })

  it('writes shapes as Python does: (), (3,), (3, 4)', () => {
    const headerOf = (shape: number[], length: number) =>
      latin1(encodeNpy({ shape, values: new Float32Array(length) }).subarray(10, 74))
    expect(headerOf([], 1)).toContain("'shape': (), }")
    expect(headerOf([3], 3)).toContain("'shape': (3,), }")
    expect(headerOf([3, 4], 12)).toContain("'shape': (3, 4), }")
  })

  it('writes a tensor that lies inside a larger buffer, and nothing around it', () => {
    const inside = Float64Array.of(9, 1, 2, 9).subarray(1, 3)
    expect(readByTheBook(encodeNpy({ shape: [2], values: inside })).values).toEqual([1, 2])
  })

  it('gives the same bytes whenever it is written', () => {
    vi.useFakeTimers({ now: new Date('2027-03-04T05:06:07') })
    const first = bytesOf(encodeNpz(tensors))
    vi.setSystemTime(new Date('2031-12-13T14:15:16'))
    expect(bytesOf(encodeNpz(tensors))).toEqual(first)
    vi.useRealTimers()
  })
})

describe('reading NPZ', () => {
  it('gives back names, shapes and every bit', () => {
    const read = decodeNpz(encodeNpz(tensors))
    expect(read.map(({ name, shape }) => ({ name, shape }))).toEqual(
      tensors.map(({ name, shape }) => ({ name, shape })),
    )
    read.forEach(({ values }, i) => {
      expect(values.constructor).toBe(tensors[i]?.values.constructor)
      expect(bytesOf(values)).toEqual(bytesOf(tensors[i]?.values as Float32Array))
    })
  })

  it('reads compressed archives', () => {
    const file = encodeNpy({ shape: [500], values: new Float64Array(500).fill(0.5) })
    const archive = zipSync({ 'a.npy': file }, { level: 9 })
    expect(archive.length).toBeLessThan(file.length / 2)
    expect(decodeNpz(archive)[0]?.values).toEqual(new Float64Array(500).fill(0.5))
  })

  it('says which array is of a kind it does not take, and how to change it', () => {
    const edited = (from: string, to: string) => {
      const file = encodeNpy({ shape: [2, 2], values: new Float32Array(4) })
      const text = latin1(file).replace(from, to)
      return zipSync({ 'w.npy': Uint8Array.from(text, (c) => c.charCodeAt(0)) })
    }
    expect(() => decodeNpz(edited('<f4', '<i4'))).toThrow('w: holds numbers of type <i4; must hold <f4 or <f8')
    expect(() => decodeNpz(edited('shape', 'sharp'))).toThrow('needs descr, fortran_order and shape')
    expect(() => decodeNpz(edited('\x93NUMPY\x01', '\x93NUMPY\x07'))).toThrow('w: is of NPY version 7.0')
    expect(() => decodeNpz(edited('NUMPY', 'NUMPI'))).toThrow('w: is not a NumPy array')
  })

  it('reads arrays in Fortran order, whose first index varies fastest', () => {
    // numpy.asfortranarray([[1, 2, 3], [4, 5, 6]]) lies in memory as 1 4 2 5 3 6.
    const file = encodeNpy({ shape: [2, 3], values: Float64Array.of(1, 4, 2, 5, 3, 6) })
    const text = latin1(file).replace('False', 'True ')
    const [array] = decodeNpz(zipSync({ 'w.npy': Uint8Array.from(text, (c) => c.charCodeAt(0)) }))
    expect(array).toEqual({ name: 'w', shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, 6) })
  })

  it('reads NPY version 2, whose header length has four bytes', () => {
    const first = encodeNpy({ shape: [2], values: Float32Array.of(3, 4) })
    const second = Uint8Array.of(
      ...first.subarray(0, 6),
      2,
      0,
      first[8] as number,
      first[9] as number,
      0,
      0,
      ...first.subarray(10),
    )
    expect(decodeNpy(second)).toEqual({ shape: [2], values: Float32Array.of(3, 4) })
  })

  it('is read from a part of a larger buffer of Node’s, as a file is', () => {
    const file = Buffer.concat([Buffer.alloc(3, 7), encodeNpy({ shape: [2], values: Float64Array.of(3, 4) })])
    expect(decodeNpy(file.subarray(3))).toEqual({ shape: [2], values: Float64Array.of(3, 4) })
  })

  it('does not take arrays that are cut off, go on too long or claim too much', () => {
    const file = encodeNpy({ shape: [4], values: new Float32Array(4) })
    expect(() => decodeNpy(file.subarray(0, -1))).toThrow(
      `is cut off: it ends at byte ${file.length - 1}; needs ${file.length}`,
    )
    expect(() => decodeNpy(file.subarray(0, 40))).toThrow('is cut off: it ends at byte 40')
    expect(() => decodeNpy(file.subarray(0, 5))).toThrow('is cut off')
    expect(() => decodeNpy(Uint8Array.of(...file, 0))).toThrow(
      `goes on after its last number, to byte ${file.length + 1}`,
    )
    const text = latin1(file).replace('(4,), }    ', '(99999999,), }')
    const boastful = Uint8Array.from(text, (c) => c.charCodeAt(0))
    expect(() => decodeNpy(boastful)).toThrow('is cut off')
    const endless = latin1(file).replace(/\(4,\), }.{40}/, `(0, ${'9'.repeat(39)}), }`)
    expect(() => decodeNpy(Uint8Array.from(endless, (c) => c.charCodeAt(0)))).toThrow(
      'claims the shape 0×1e+39; no file holds so much',
    )
  })

  it('does not take what is no archive, and does not allocate what a file in it claims to become', () => {
    expect(() => decodeNpz(new Uint8Array(10))).toThrow('is not a whole ZIP archive')
    expect(() => decodeNpz(encodeNpz(tensors).subarray(0, 300))).toThrow('is not a whole ZIP archive')
    const archive = zipSync({ 'a.npy': new Uint8Array(100) }, { level: 9 })
    const central = new DataView(archive.buffer)
    const entry = archive.findIndex((_, i) => i + 4 <= archive.length && central.getUint32(i, true) === 0x02014b50)
    central.setUint32(entry + 24, 0x7fffffff, true)
    expect(() => decodeNpz(archive)).toThrow('a.npy claims to become 2147483647 bytes')
  })

  it('does not take an archive that becomes far more than it is, in one file or in many', () => {
    const claiming = (count: number, bytes: number) => {
      const files = Array.from({ length: count }, (_, i) => [`${i}.npy`, new Uint8Array(1000)] as const)
      const archive = zipSync(Object.fromEntries(files), { level: 0 })
      const view = new DataView(archive.buffer)
      for (const entry of entriesOf(archive)) {
        view.setUint16(entry + 10, 8, true)
        view.setUint32(entry + 24, bytes, true)
      }
      return archive
    }
    expect(() => decodeNpz(claiming(1, 1_032_001))).toThrow('0.npy claims to become 1032001 bytes out of 1000')
    // Each of these is within what deflate can do.
    expect(() => decodeNpz(claiming(2, 1_032_000))).not.toThrow('claims')
    expect(() => decodeNpz(claiming(2000, 1_032_000))).toThrow(
      /\d+\.npy claims to become 1032000 bytes; all together may have 1073741824/,
    )
  })

  it('does not take two arrays of one name, nor two that share their bytes', () => {
    const archive = encodeNpz([
      { name: 'a', shape: [1], values: Float32Array.of(1) },
      { name: 'b', shape: [1], values: Float32Array.of(2) },
    ])
    const [first, second] = entriesOf(archive)
    const twice = archive.slice()
    twice[second! + 46] = 'a'.charCodeAt(0)
    expect(() => decodeNpz(twice)).toThrow('is not a whole ZIP archive: "a.npy" is in it twice')
    const shared = archive.slice()
    const view = new DataView(shared.buffer)
    for (const entry of [first!, second!]) {
      view.setUint32(entry + 20, 200, true)
      view.setUint32(entry + 24, 200, true)
    }
    expect(() => decodeNpz(shared)).toThrow('is not a whole ZIP archive: b.npy shares bytes with a.npy')
  })

  it('gives a name that looks like a way out of a folder as a name, and nothing more', () => {
    const [tensor] = decodeNpz(encodeNpz([{ name: '../../w', shape: [1], values: Float32Array.of(1) }]))
    expect(tensor?.name).toBe('../../w')
  })

  /** Where the list at the archive's end names each of its files (PKWARE's APPNOTE, 4.3.12). */
  function entriesOf(archive: Uint8Array): number[] {
    const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
    const places = Array.from({ length: archive.length - 3 }, (_, i) => i)
    return places.filter((i) => view.getUint32(i, true) === 0x02014b50)
  }
})
