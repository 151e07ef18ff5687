import { Inflate, inflateSync } from 'fflate'

/** What is inside of an archive's files: how they are unpacked, and how one knows that they are whole. */
export interface ZipCodec {
  /** Unpacks what was deflated (RFC 1951) into `size` bytes. Throws where it is none, or may throw where it is longer. */
  inflate(content: Uint8Array, size: number): Uint8Array
  /** Unpacks as much as comes of the beginning of what was deflated. Throws where it is none. */
  inflateBeginning(content: Uint8Array): Uint8Array
  /** The checksum CRC-32 (ISO 3309), as an unsigned number. */
  crc32(bytes: Uint8Array): number
}

/** x³² + x²⁶ + x²³ + … + 1, its bits reversed. */
const polynomial = 0xedb88320

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1
  return crc
})

/** Works anywhere; a host may have a faster one. */
export const portableCodec: ZipCodec = {
  inflate: (content, size) => inflateSync(content, { out: new Uint8Array(size) }),
  inflateBeginning(content) {
    const blocks: Uint8Array[] = []
    new Inflate((block) => blocks.push(block)).push(content, false)
    const result = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const block of blocks) {
      result.set(block, at)
      at += block.length
    }
    return result
  },
  crc32(bytes) {
    let crc = 0xffffffff
    for (let i = 0; i < bytes.length; i++) {
      crc = (table[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8)
    }
    return (crc ^ 0xffffffff) >>> 0
  },
}
