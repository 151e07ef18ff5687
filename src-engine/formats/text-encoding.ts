import { inputError, type InputError } from '../problem.ts'
import { say, type Sentence } from '../sentence.ts'

/** Finds out, piece by piece, whether bytes are UTF-8 (RFC 3629). */
export interface Utf8Check {
  /** @returns the place, from 0 at the first byte of all, where a character begins that is none; −1 if there is none */
  push(bytes: Uint8Array): number
  /** The same of a character that is not whole when the bytes end. */
  end(): number
}

export function createUtf8Check(): Utf8Check {
  let before = 0
  let start = 0
  let remaining = 0
  let lowest = 0x80
  let highest = 0xbf

  /** Whether a byte may begin a character of several bytes; the second byte of some has limits of its own. */
  function begin(byte: number): boolean {
    if (byte < 0xc2 || byte > 0xf4) return false
    remaining = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
    lowest = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80
    highest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf
    return true
  }

  return {
    push(bytes) {
      for (let i = 0; i < bytes.length; i++) {
        const byte = bytes[i] as number
        if (remaining > 0) {
          if (byte < lowest || byte > highest) return start
          lowest = 0x80
          highest = 0xbf
          remaining--
        } else if (byte >= 0x80) {
          start = before + i
          if (!begin(byte)) return start
        }
      }
      before += bytes.length
      return -1
    },
    end: () => (remaining > 0 ? start : -1),
  }
}

/**
 * What keeps a file from being read as text, told by its first bytes; null where nothing does.
 *
 * @param name the file's, for the message
 */
export function textProblem(head: Uint8Array, name: string): InputError | null {
  const [first, second] = head
  const utf16 = inputError([], say('{file} is UTF-16 text', { file: name }), say('save it as UTF-8 text'))
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return utf16
  const kind = signatures.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte))
  if (kind) return inputError([], say('{file} is {kind}, not text', { file: name, kind: kind.is }), kind.remedy)
  const zero = head.indexOf(0)
  if (zero < 0) return null
  // Every other byte is 0 of Latin letters, and 4 of Cyrillic ones.
  const high = [0, 1].map((odd) => head.filter((byte, i) => i % 2 === odd && (byte === 0 || byte === 4)).length)
  if (Math.max(...high) > 0.7 * (head.length / 2)) return utf16
  return inputError([], say('{file} is not text: byte {byte} is 0', { file: name, byte: zero }), nameText)
}

const nameText = say('name a text file')
const asCsv = say('save the sheet as CSV (UTF-8)')
const signatures: readonly { readonly bytes: readonly number[]; readonly is: Sentence; readonly remedy: Sentence }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], is: say('a ZIP archive, as Excel workbooks (.xlsx) are'), remedy: asCsv },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: say('an Excel workbook (.xls)'), remedy: asCsv },
  { bytes: [0x25, 0x50, 0x44, 0x46], is: say('a PDF document'), remedy: nameText },
  { bytes: [0x89, 0x50, 0x4e, 0x47], is: say('a PNG image'), remedy: nameText },
  {
    bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59],
    is: say('a NumPy array'),
    remedy: say('use the dataset "npz" for it'),
  },
]

/**
 * Says where bytes stop being UTF-8, and what they are more likely to be.
 *
 * @param around the bytes from that place on, as many as are at hand
 * @param place of the first wrong byte, from 0 at the file's beginning
 */
export function notUtf8(around: Uint8Array, place: number, name: string): InputError {
  const found = say('{file} is not UTF-8: byte {place} ({byte}) begins no character', {
    file: name,
    place,
    byte: `0x${(around[0] ?? 0).toString(16).padStart(2, '0')}`,
  })
  const remedy = looksLikeWindows1251(around)
    ? say('it looks like Windows-1251; save it as UTF-8')
    : say('save it as UTF-8 text')
  return inputError([], found, remedy)
}

/** Cyrillic words are runs of letters beyond ASCII, most of them small; of other alphabets few letters stand together. */
function looksLikeWindows1251(bytes: Uint8Array): boolean {
  let letters = 0
  let small = 0
  let together = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte < 0xc0) continue
    letters++
    if (byte >= 0xe0) small++
    if ((bytes[i - 1] ?? 0) >= 0xc0 || (bytes[i + 1] ?? 0) >= 0xc0) together++
  }
  return letters >= 3 && small > letters / 2 && together > 0.6 * letters
}
