import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { deflateSync } from 'fflate'
import {
  beyond16,
  beyond32,
  extra64,
  firstDay,
  flags,
  lengths,
  methods,
  signatures,
} from '../../src-engine/formats/zip/format.ts'

/** Writes a ZIP archive front to back, one file in memory at a time. */
export interface ZipWriter {
  /** @param deflate for texts; numbers hardly shrink */
  add(name: string, bytes: Uint8Array, deflate: boolean): Promise<void>
  /** Ends the archive. Nothing can be added after it. */
  finish(): Promise<{ readonly bytes: number; readonly sha256: string }>
}

interface Written {
  readonly name: Buffer
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/**
 * The same files in the same order give the same bytes on every machine: no times, and a deflate that is the same
 * everywhere.
 *
 * @param write appends to the file
 */
export function createZipWriter(write: (bytes: Uint8Array) => Promise<void>): ZipWriter {
  const hash = createHash('sha256')
  const entries: Written[] = []
  let offset = 0

  async function append(bytes: Uint8Array): Promise<void> {
    hash.update(bytes)
    await write(bytes)
    offset += bytes.length
  }

  return {
    async add(name, bytes, deflate) {
      const content = deflate ? deflateSync(bytes, { level: 6 }) : bytes
      const entry: Written = {
        name: Buffer.from(name, 'utf8'),
        method: deflate ? methods.deflated : methods.stored,
        crc: crc32(bytes),
        packed: content.length,
        size: bytes.length,
        offset,
      }
      entries.push(entry)
      await append(localHeader(entry))
      await append(content)
    },
    async finish() {
      const start = offset
      for (const entry of entries) await append(centralHeader(entry))
      await append(endOf(entries.length, start, offset - start))
      return { bytes: offset, sha256: hash.digest('hex') }
    },
  }
}

/** Version needed, flags (names in UTF-8), method, time, day, checksum, sizes, length of the name. */
function common(header: Buffer, at: number, { name, method, crc, packed, size }: Written, version: number): number {
  let i = header.writeUInt16LE(version, at)
  i = header.writeUInt16LE(flags.utf8, i)
  i = header.writeUInt16LE(method, i)
  i = header.writeUInt16LE(0, i)
  i = header.writeUInt16LE(firstDay, i)
  i = header.writeUInt32LE(crc, i)
  i = header.writeUInt32LE(packed, i)
  i = header.writeUInt32LE(size, i)
  return header.writeUInt16LE(name.length, i)
}

function localHeader(entry: Written): Buffer {
  const header = Buffer.alloc(lengths.local)
  header.writeUInt32LE(signatures.local)
  common(header, 4, entry, 20)
  return Buffer.concat([header, entry.name])
}

function centralHeader(entry: Written): Buffer {
  const isFar = entry.offset >= beyond32
  const version = isFar ? 45 : 20
  const header = Buffer.alloc(lengths.central)
  header.writeUInt32LE(signatures.central)
  header.writeUInt16LE(version, 4)
  const i = common(header, 6, entry, version)
  const extra = Buffer.alloc(isFar ? 12 : 0)
  if (isFar) {
    extra.writeUInt16LE(extra64, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(entry.offset), 4)
  }
  header.writeUInt16LE(extra.length, i)
  header.writeUInt32LE(isFar ? beyond32 : entry.offset, 42)
  return Buffer.concat([header, entry.name, extra])
}

function endOf(count: number, start: number, size: number): Buffer {
  const isLarge = count >= beyond16 || start >= beyond32 || size >= beyond32
  const end = Buffer.alloc(lengths.end)
  end.writeUInt32LE(signatures.end)
  end.writeUInt16LE(Math.min(count, beyond16), 8)
  end.writeUInt16LE(Math.min(count, beyond16), 10)
  end.writeUInt32LE(Math.min(size, beyond32), 12)
  end.writeUInt32LE(Math.min(start, beyond32), 16)
  if (!isLarge) return end

  const record = Buffer.alloc(lengths.end64)
  record.writeUInt32LE(signatures.end64)
  record.writeBigUInt64LE(BigInt(lengths.end64 - 12), 4)
  record.writeUInt16LE(45, 12)
  record.writeUInt16LE(45, 14)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(lengths.locator64)
  locator.writeUInt32LE(signatures.locator64)
  locator.writeBigUInt64LE(BigInt(start + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator, end])
}
