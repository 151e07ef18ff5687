import { strFromU8 } from 'fflate'
import { inputError, type InputError } from '../../problem.ts'
import { say, type Sentence } from '../../sentence.ts'
import { createUtf8Check } from '../text-encoding.ts'
import { beyond16, beyond32, extra64, flags, lengths, signatures } from './format.ts'
import type { ZipSource } from './source.ts'

/** A file in an archive, as the list at its end has it. */
export interface ZipEntry {
  readonly name: string
  /** Bytes in the archive, and what they become. */
  readonly packed: number
  readonly size: number
  readonly method: number
  readonly isEncrypted: boolean
  readonly crc: number
  /** Where its own header begins. */
  readonly offset: number
}

/** The list at an archive's end: where it is, and how many files it has. */
interface ListPlace {
  readonly start: number
  readonly size: number
  readonly count: number
}

/** A million files. */
const maxListBytes = 2 ** 27

/**
 * The files of an archive by their names. Every one has a name and bytes of its own, before the list.
 *
 * @throws InputError naming the byte where the list is damaged
 */
export function readList(source: ZipSource): {
  readonly entries: ReadonlyMap<string, ZipEntry>
  readonly start: number
} {
  const { start, size, count } = findList(source)
  const bytes = source.at(start, size)
  const view = viewOf(bytes)
  const entries = new Map<string, ZipEntry>()
  for (let at = 0; at < size;) {
    const place = start + at
    if (at + lengths.central > size || view.getUint32(at, true) !== signatures.central) {
      throw damaged(place, say('its list is broken'))
    }
    const nameEnd = at + lengths.central + view.getUint16(at + 28, true)
    const extraEnd = nameEnd + view.getUint16(at + 30, true)
    const next = extraEnd + view.getUint16(at + 32, true)
    if (next > size) throw damaged(place, say('its list is cut off'))
    const name = nameOf(bytes.subarray(at + lengths.central, nameEnd))
    if (entries.has(name)) throw damaged(place, say('{name} is in it twice', { name: JSON.stringify(name) }))
    entries.set(name, { name, ...readCentral(viewOf(bytes.subarray(at, next)), bytes.subarray(nameEnd, extraEnd)) })
    at = next
  }
  if (entries.size !== count) {
    throw damaged(start, say('it claims {claimed} files and lists {count}', { claimed: count, count: entries.size }))
  }
  requireOwnBytes([...entries.values()], start)
  return { entries, start }
}

function findList(source: ZipSource): ListPlace {
  const tailLength = Math.min(source.size, lengths.end + beyond16)
  const tail = viewOf(source.at(source.size - tailLength, tailLength))
  const isEnd = (at: number): boolean =>
    tail.getUint32(at, true) === signatures.end && at + lengths.end + tail.getUint16(at + 20, true) === tailLength
  let at = tailLength - lengths.end
  while (at >= 0 && !isEnd(at)) at--
  if (at < 0) throw damaged(source.size, say('it ends without the list of its files'))

  const end = source.size - tailLength + at
  const short = {
    count: tail.getUint16(at + 10, true),
    size: tail.getUint32(at + 12, true),
    start: tail.getUint32(at + 16, true),
  }
  const isLarge = short.count === beyond16 || short.size === beyond32 || short.start === beyond32
  const found = isLarge && end >= lengths.locator64 ? (readList64(source, end) ?? short) : short
  if (found.size > maxListBytes) throw damaged(end, say('its list claims {count} bytes', { count: found.size }))
  if (found.start + found.size > end) {
    throw damaged(end, say('its list claims to end at byte {end}', { end: found.start + found.size }))
  }
  return found
}

function readList64(source: ZipSource, end: number): ListPlace | null {
  const locator = viewOf(source.at(end - lengths.locator64, lengths.locator64))
  if (locator.getUint32(0, true) !== signatures.locator64) return null
  const at = numberAt(locator, 8)
  const record = viewOf(source.at(at, lengths.end64))
  if (record.getUint32(0, true) !== signatures.end64) throw damaged(at, say('the record of its large list is missing'))
  return { count: numberAt(record, 32), size: numberAt(record, 40), start: numberAt(record, 48) }
}

function readCentral(header: DataView, extra: Uint8Array): Omit<ZipEntry, 'name'> {
  const wide = numbers64(viewOf(extra))
  const number = (at: number): number => {
    const short = header.getUint32(at, true)
    return short === beyond32 ? (wide.shift() ?? short) : short
  }
  // In this order, which is that of the extra field.
  const size = number(24)
  const packed = number(20)
  const offset = number(42)
  const isEncrypted = (header.getUint16(8, true) & flags.encrypted) !== 0
  return { size, packed, offset, isEncrypted, method: header.getUint16(10, true), crc: header.getUint32(16, true) }
}

/** The numbers of ZIP64's extra field, those there are. */
function numbers64(extra: DataView): number[] {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const length = extra.getUint16(at + 2, true)
    if (extra.getUint16(at, true) === extra64) {
      const count = Math.floor(Math.min(length, extra.byteLength - at - 4) / 8)
      return Array.from({ length: count }, (_, i) => numberAt(extra, at + 4 + 8 * i))
    }
    at += 4 + length
  }
  return []
}

function requireOwnBytes(entries: readonly ZipEntry[], listStart: number): void {
  let end = 0
  let before = ''
  for (const { name, offset, packed } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw damaged(offset, say('{name} shares bytes with {other}', { name, other: before }))
    end = offset + lengths.local + packed
    before = name
    if (end > listStart)
      throw damaged(offset, say('{name} claims to end at byte {end}, inside of the list', { name, end }))
  }
}

/** Names are in UTF-8, whether the file says so or not; what cannot be is in DOS's Cyrillic, in which Windows packs. */
export function nameOf(bytes: Uint8Array): string {
  const check = createUtf8Check()
  if (check.push(bytes) < 0 && check.end() < 0) return strFromU8(bytes)
  return Array.from(bytes, (byte) => String.fromCodePoint(fromCodePage866(byte))).join('')
}

/** The letters of DOS code page 866; its frames and signs stay apart from each other, and that is enough of a name. */
function fromCodePage866(byte: number): number {
  if (byte >= 0x80 && byte < 0xb0) return 0x0410 + byte - 0x80
  if (byte >= 0xe0 && byte < 0xf0) return 0x0440 + byte - 0xe0
  return byte
}

/** A number of 64 bits; what is beyond any file becomes larger than any file. */
function numberAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true))
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function damaged(byte: number, found: Sentence): InputError {
  return inputError(
    [],
    say('is not a whole ZIP archive: {found} (byte {byte})', { found, byte }),
    say('copy or write the file again'),
  )
}
