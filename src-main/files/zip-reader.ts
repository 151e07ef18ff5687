import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32, inflateRawSync } from 'node:zlib'
import { inputError, type InputError } from '../../src-engine/problem.ts'
import { say, type Sentence } from '../../src-engine/sentence.ts'
import { beyond16, beyond32, extra64, lengths, methods, signatures } from './zip-format.ts'

export interface ZipEntry {
  readonly name: string
  /** Bytes in the archive, and what they become. */
  readonly packed: number
  readonly size: number
  readonly method: number
  readonly crc: number
  /** Where its own header begins. */
  readonly offset: number
}

/** An archive of which only the list is in memory. Reads block: they happen inside of transactions too. */
export interface ZipReader {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** @throws InputError naming file and byte where it is damaged, or would become more than `most` bytes */
  read(entry: ZipEntry, most: number): Buffer
  close(): void
}

/** Deflate shrinks no further than this; a file that claims more is lying about its size. */
const maxCompression = 1032
/** Of the list at the archive's end: a million files. */
const maxListBytes = 2 ** 27

/**
 * Opens a ZIP archive and checks its list: every file has a name and bytes of its own, inside of the archive.
 *
 * @throws InputError naming the byte where it is damaged, or of a kind that is not read
 */
export function openZip(file: string): ZipReader {
  const descriptor = openSync(file, 'r')
  try {
    const source = createSource(descriptor)
    const list = findList(source)
    const entries = readList(source, list)
    requireOwnBytes([...entries.values()], list.start)
    return {
      entries,
      read: (entry, most) => readEntry(source, entry, most, list.start),
      close() {
        closeSync(descriptor)
      },
    }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

interface Source {
  readonly size: number
  at(offset: number, length: number): Buffer
}

function createSource(descriptor: number): Source {
  const { size } = fstatSync(descriptor)
  return {
    size,
    at(offset, length) {
      if (offset < 0 || offset + length > size) throw cutOff(size, offset + length)
      const bytes = Buffer.alloc(length)
      for (let done = 0; done < length;) {
        const read = readSync(descriptor, bytes, done, length - done, offset + done)
        if (read === 0) throw cutOff(offset + done, offset + length)
        done += read
      }
      return bytes
    },
  }
}

interface List {
  readonly start: number
  readonly size: number
  readonly count: number
}

function findList(source: Source): List {
  const tailLength = Math.min(source.size, lengths.end + beyond16)
  const tail = source.at(source.size - tailLength, tailLength)
  let at = tailLength - lengths.end
  while (
    at >= 0 &&
    !(tail.readUInt32LE(at) === signatures.end && at + lengths.end + tail.readUInt16LE(at + 20) === tailLength)
  )
    at--
  if (at < 0) throw damaged(source.size, say('it ends without the list of its files'))
  const end = source.size - tailLength + at
  const list = {
    count: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    start: tail.readUInt32LE(at + 16),
  }
  const isLarge = list.count === beyond16 || list.size === beyond32 || list.start === beyond32
  const found = isLarge && end >= lengths.locator64 ? (readList64(source, end) ?? list) : list
  if (found.size > maxListBytes) throw damaged(end, say('its list claims {count} bytes', { count: found.size }))
  if (found.start + found.size > end) {
    throw damaged(end, say('its list claims to end at byte {end}', { end: found.start + found.size }))
  }
  return found
}

function readList64(source: Source, end: number): List | null {
  const locator = source.at(end - lengths.locator64, lengths.locator64)
  if (locator.readUInt32LE(0) !== signatures.locator64) return null
  const at = numberAt(locator, 8)
  const record = source.at(at, lengths.end64)
  if (record.readUInt32LE(0) !== signatures.end64) throw damaged(at, say('the record of its large list is missing'))
  return { count: numberAt(record, 32), size: numberAt(record, 40), start: numberAt(record, 48) }
}

function readList(source: Source, { start, size, count }: List): Map<string, ZipEntry> {
  const bytes = source.at(start, size)
  const entries = new Map<string, ZipEntry>()
  let at = 0
  while (at < size) {
    const place = start + at
    if (at + lengths.central > size || bytes.readUInt32LE(at) !== signatures.central) {
      throw damaged(place, say('its list is broken'))
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((i) => bytes.readUInt16LE(at + i)) as [number, number, number] // prettier-ignore
    const nameEnd = at + lengths.central + nameLength
    const next = nameEnd + extraLength + commentLength
    if (next > size) throw damaged(place, say('its list is cut off'))
    const name = bytes.toString('utf8', at + lengths.central, nameEnd)
    if (entries.has(name)) throw damaged(place, say('{name} is in it twice', { name: JSON.stringify(name) }))
    entries.set(name, readCentral(bytes.subarray(at, next), name, nameEnd - at, extraLength, place))
    at = next
  }
  if (entries.size !== count) {
    throw damaged(start, say('it claims {claimed} files and lists {count}', { claimed: count, count: entries.size }))
  }
  return entries
}

function readCentral(header: Buffer, name: string, nameEnd: number, extraLength: number, place: number): ZipEntry {
  if ((header.readUInt16LE(8) & 1) !== 0) throw damaged(place, say('{name} is encrypted', { name }))
  const method = header.readUInt16LE(10)
  if (method !== methods.stored && method !== methods.deflated) {
    throw damaged(place, say('{name} is compressed by method {method}', { name, method }))
  }
  const wide = numbers64(header.subarray(nameEnd, nameEnd + extraLength))
  const number = (at: number): number => {
    const short = header.readUInt32LE(at)
    return short === beyond32 ? (wide.shift() ?? short) : short
  }
  // In this order, which is that of the extra field.
  const size = number(24)
  const packed = number(20)
  const offset = number(42)
  const isStored = method === methods.stored
  if (isStored ? size !== packed : size > packed * maxCompression) {
    throw damaged(
      place,
      say('{name} claims to become {claimed} bytes out of {found}', { name, claimed: size, found: packed }),
    )
  }
  return { name, method, crc: header.readUInt32LE(16), size, packed, offset }
}

/** The numbers of ZIP64's extra field, those there are. */
function numbers64(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === extra64) {
      const count = Math.floor(Math.min(length, extra.length - at - 4) / 8)
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

function readEntry(source: Source, entry: ZipEntry, most: number, listStart: number): Buffer {
  const { name, offset, packed, size, method } = entry
  if (size > most)
    throw damaged(
      offset,
      say('{name} claims {claimed} bytes, and no such file has more than {most}', { name, claimed: size, most }),
    )
  const header = source.at(offset, lengths.local)
  if (header.readUInt32LE(0) !== signatures.local)
    throw damaged(offset, say('{name} does not begin where the list says', { name }))
  const nameLength = header.readUInt16LE(26)
  const start = offset + lengths.local + nameLength + header.readUInt16LE(28)
  if (source.at(offset + lengths.local, nameLength).toString('utf8') !== name) {
    throw damaged(offset, say('{name} has another name where it stands', { name }))
  }
  if (start + packed > listStart) throw damaged(offset, say('{name} goes on into the list', { name }))
  const content = source.at(start, packed)
  const bytes = method === methods.stored ? content : inflate(content, entry, start)
  if (bytes.length !== size)
    throw damaged(
      start,
      say('{name} becomes {found} bytes instead of {needed}', { name, found: bytes.length, needed: size }),
    )
  if (crc32(bytes) !== entry.crc) throw damaged(start, say('{name} has another checksum than the list says', { name }))
  return bytes
}

function inflate(content: Buffer, { name, size }: ZipEntry, start: number): Buffer {
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, size) })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw damaged(start, say('{name} cannot be unpacked ({reason})', { name, reason }))
  }
}

/** A number of 64 bits; what is beyond any file becomes larger than any file. */
function numberAt(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at))
}

function cutOff(found: number, needed: number): InputError {
  return inputError(
    [],
    say('is cut off: it ends at byte {found}, and goes on to byte {needed}', { found, needed }),
    say('copy the file again'),
  )
}

function damaged(byte: number, found: Sentence): InputError {
  return inputError(
    [],
    say('is not a whole ZIP archive: {found} (byte {byte})', { found, byte }),
    say('copy or write the file again'),
  )
}
