import { describe, expect, it } from 'vitest'
import { createUtf8Check, notUtf8, textProblem } from '../../../src-engine/formats/text-encoding.ts'

/** Where Node's own decoder says that bytes are no UTF-8 text. */
const isUtf8 = (bytes: Uint8Array) => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function placeOf(...pieces: readonly Uint8Array[]): number {
  const check = createUtf8Check()
  for (const piece of pieces) {
    const place = check.push(piece)
    if (place >= 0) return place
  }
  return check.end()
}

/** Windows-1251: Russian letters at 0xC0 … 0xFF in the order of the alphabet. */
const windows1251 = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    return code >= 0x410 ? code - 0x410 + 0xc0 : code
  })

describe('UTF-8', () => {
  it('is told from anything else exactly as a decoder tells it, for every pair of bytes after a letter', () => {
    const edges = [
      0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff,
    ]
    for (const a of edges) {
      for (const b of edges) {
        for (const c of edges) {
          for (const d of [0x41, 0x80, 0xbf]) {
            const bytes = Uint8Array.of(0x41, a, b, c, d)
            expect(placeOf(bytes) < 0, String(bytes)).toBe(isUtf8(bytes))
          }
        }
      }
    }
  })

  it('may be cut anywhere, and the place of a wrong byte is counted from the beginning of all', () => {
    const bytes = new TextEncoder().encode('Да, 世界 🎈!')
    for (let i = 0; i <= bytes.length; i++) expect(placeOf(bytes.subarray(0, i), bytes.subarray(i))).toBe(-1)
    expect(placeOf(bytes, Uint8Array.of(0x41, 0xff))).toBe(bytes.length + 1)
    expect(placeOf(bytes, Uint8Array.of(0x41, 0xe4, 0xb8))).toBe(bytes.length + 1)
  })

  it('that is Windows-1251 is named so; other wrong bytes are not', () => {
    const russian = windows1251('возраст;рост;Имя')
    expect(notUtf8(russian, 17, 'a.csv').message).toBe(
      '(whole file): a.csv is not UTF-8: byte 17 (0xe2) begins no character; it looks like Windows-1251; save it as UTF-8',
    )
    const french = Uint8Array.from('é, tant d’été'.normalize(), (letter) => letter.charCodeAt(0) & 0xff)
    expect(notUtf8(french, 0, 'a.csv').message).not.toContain('Windows-1251')
  })
})

describe('what is no text', () => {
  it('is called what it is', () => {
    const told = (bytes: Uint8Array) => textProblem(bytes, 'a.csv')?.message ?? null
    expect(told(Buffer.from('\uFEFFa;b', 'utf16le'))).toContain('a.csv is UTF-16 text; save it as UTF-8 text')
    expect(told(Buffer.from('a;b\r\n1;2\r\n', 'utf16le'))).toContain('a.csv is UTF-16 text')
    expect(told(Buffer.from('PK\x03\x04…'))).toContain('a ZIP archive, as Excel workbooks (.xlsx) are')
    expect(told(Buffer.from('a,b\n1,\0\n'))).toContain('a.csv is not text: byte 6 is 0')
    expect(told(Buffer.from('a,b\n1,2\n'))).toBeNull()
    expect(told(Buffer.from(''))).toBeNull()
  })
})
