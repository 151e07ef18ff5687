import { inputError } from '../../problem.ts'
import { say } from '../../sentence.ts'
import { portableCodec, type ZipCodec } from './codec.ts'
import { lengths, methods, signatures } from './format.ts'
import { damaged, nameOf, readList, viewOf, type ZipEntry } from './list.ts'
import type { ZipSource } from './source.ts'

/** An archive of which only the list is in memory. Reads block: they happen inside of transactions too. */
export interface ZipReader {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /**
   * A file of the archive, unpacked and found to be whole.
   *
   * @param most bytes it may become
   * @throws InputError naming file and byte where it is damaged, or would become more
   */
  read(entry: ZipEntry, most: number): Uint8Array
  /**
   * What comes of a file's first 2 KB: its header, if it has one. Whether the rest is whole is not known then.
   *
   * @throws InputError naming file and byte where it is damaged
   */
  begin(entry: ZipEntry): Uint8Array
}

/** Of what is packed. */
const beginningBytes = 2 ** 11

/** Deflate shrinks no further than this; a file that claims more is lying about its size. */
const maxCompression = 1032

/**
 * Opens a ZIP archive and checks its list: every file has a name and bytes of its own, inside of the archive. Of the
 * files themselves nothing is read, and nothing believed, before they are asked for.
 *
 * @throws InputError naming the byte where it is damaged
 */
export function openZip(source: ZipSource, codec: ZipCodec = portableCodec): ZipReader {
  const { entries, start } = readList(source)
  return {
    entries,
    read(entry, most) {
      requireHonest(entry)
      requireSmall(entry, most)
      const at = contentOf(source, entry, start)
      const bytes = unpack(source.at(at, entry.packed), entry, at, (content) => codec.inflate(content, entry.size))
      requireWhole(bytes, entry, at, codec)
      return bytes
    },
    begin(entry) {
      requireHonest(entry)
      const at = contentOf(source, entry, start)
      const content = source.at(at, Math.min(entry.packed, beginningBytes))
      return unpack(content, entry, at, (piece) => codec.inflateBeginning(piece))
    },
  }
}

/** Nothing is allocated by what a file claims to become before that can be true. */
function requireHonest({ name, offset, method, isEncrypted, packed, size }: ZipEntry): void {
  if (isEncrypted) {
    throw inputError([], say('holds {name}, which is encrypted', { name }), say('make it without a password'))
  }
  if (method !== methods.stored && method !== methods.deflated) {
    const found = say('holds {name}, which is compressed by method {method}', { name, method })
    throw inputError([], found, say('make it with files that are stored or deflated'))
  }
  if (method === methods.stored ? size !== packed : size > packed * maxCompression) {
    const sizes = { name, claimed: size, found: packed }
    throw damaged(offset, say('{name} claims to become {claimed} bytes out of {found}', sizes))
  }
}

/** A file that is too large is whole nevertheless. */
function requireSmall({ name, size }: ZipEntry, most: number): void {
  if (size <= most) return
  const found = say('holds {name} of {count} bytes', { name, count: size })
  throw inputError([], found, say('no such file may have more than {most}', { most }))
}

/** Where a file's content begins, behind its own header, which must agree with the list. */
function contentOf(source: ZipSource, { name, offset, packed }: ZipEntry, listStart: number): number {
  const header = viewOf(source.at(offset, lengths.local))
  if (header.getUint32(0, true) !== signatures.local) {
    throw damaged(offset, say('{name} does not begin where the list says', { name }))
  }
  const nameLength = header.getUint16(26, true)
  const start = offset + lengths.local + nameLength + header.getUint16(28, true)
  if (nameOf(source.at(offset + lengths.local, nameLength)) !== name) {
    throw damaged(offset, say('{name} has another name where it stands', { name }))
  }
  if (start + packed > listStart) throw damaged(offset, say('{name} goes on into the list', { name }))
  return start
}

function unpack(
  content: Uint8Array,
  { name, method }: ZipEntry,
  start: number,
  inflate: (content: Uint8Array) => Uint8Array,
): Uint8Array {
  if (method === methods.stored) return content
  try {
    return inflate(content)
  } catch {
    throw damaged(start, say('{name} cannot be unpacked', { name }))
  }
}

function requireWhole(bytes: Uint8Array, { name, size, crc }: ZipEntry, start: number, codec: ZipCodec): void {
  if (bytes.length !== size) {
    const sizes = { name, found: bytes.length, needed: size }
    throw damaged(start, say('{name} becomes {found} bytes instead of {needed}', sizes))
  }
  if (codec.crc32(bytes) !== crc) {
    throw damaged(start, say('{name} has another checksum than the list says', { name }))
  }
}
