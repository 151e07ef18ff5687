import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeNpyData } from '../../../src-engine/formats/npy-data.ts'
import { encodeNpy } from '../../../src-engine/formats/npy.ts'
import { openNpz } from '../../../src-engine/formats/npz.ts'

/** What NumPy wrote (test/fixtures/numpy/make.py), and the same numbers as Python printed them. */
const fixtures = join(import.meta.dirname, '../../fixtures/numpy')
const expected = JSON.parse(readFileSync(join(fixtures, 'types.json'), 'utf8')) as Record<
  string,
  { shape: number[]; values: number[] }
>

describe('arrays that NumPy wrote', () => {
  for (const file of ['types.npz', 'types-compressed.npz']) {
    const names = Object.keys(expected)
    const archive = openNpz(readFileSync(join(fixtures, file)))

    it(`${file} has all their names`, () => {
      expect(archive.names).toEqual(names)
    })

    it.each(names)(`${file}: %s has its shape and every number in its place`, (name) => {
      const { shape, values } = decodeNpyData(archive.read(name) as Uint8Array)
      expect(archive.header(name)?.shape).toEqual(shape)
      expect(shape).toEqual(expected[name]?.shape)
      expect([...values]).toEqual(expected[name]?.values)
    })
  }

  it('keep bytes as bytes, and truth values as numbers that no scaling takes for grey', () => {
    const archive = openNpz(readFileSync(join(fixtures, 'types.npz')))
    const read = (name: string) => decodeNpyData(archive.read(name) as Uint8Array)
    expect(read('uint8')).toMatchObject({ kind: 'whole' })
    expect(read('uint8').values).toBeInstanceOf(Uint8Array)
    expect(read('bool')).toMatchObject({ kind: 'truth' })
    expect(read('bool').values).toBeInstanceOf(Float32Array)
    expect(read('int64').values).toBeInstanceOf(Float64Array)
  })
})

describe('arrays that cannot be taken', () => {
  const edited = (from: string, to: string, values = new Float64Array(4)) => {
    const text = String.fromCharCode(...encodeNpy({ shape: [4], values }))
    return Uint8Array.from(text.replace(from, to), (character) => character.charCodeAt(0))
  }

  it('are told by their type, with what would be right', () => {
    expect(() => decodeNpyData(edited('<f8', '<U2'))).toThrow('holds elements of type <U2; must hold float32, float64')
    expect(() => decodeNpyData(edited('<f8', '|O8'))).toThrow('holds elements of type |O8')
    expect(() => decodeNpyData(edited('<f8', '<c8'))).toThrow('holds elements of type <c8')
    expect(() => decodeNpyData(edited('<f8', 'hasO'))).toThrow('holds elements of type hasO')
  })

  it('claim more than there is, or are cut off: by the byte', () => {
    const whole = encodeNpy({ shape: [4], values: new Float64Array(4) })
    expect(() => decodeNpyData(whole.subarray(0, -3))).toThrow(
      `is cut off: it ends at byte ${whole.length - 3}; needs ${whole.length} bytes`,
    )
    expect(() => decodeNpyData(edited('(4,), }      ', '(4000000000,)'))).toThrow('is cut off')
    expect(() => decodeNpyData(Uint8Array.of(...whole, 0))).toThrow('goes on after its last number')
  })

  it('hold whole numbers that a float64 cannot: by the byte', () => {
    const large = new Float64Array(new BigInt64Array([1n, 2n ** 53n, 3n, 4n]).buffer)
    expect(() => decodeNpyData(edited('<f8', '<i8', large))).toThrow(
      'holds 9007199254740992 at byte 136; needs numbers below 2^53',
    )
  })
})
