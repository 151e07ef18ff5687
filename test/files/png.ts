import { crc32, deflateSync } from 'node:zlib'

export interface PngSketch {
  readonly width: number
  readonly height: number
  readonly depth?: 1 | 2 | 4 | 8 | 16
  /** 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha. */
  readonly type?: 0 | 2 | 3 | 4 | 6
  /** The bytes of all rows, without filters. */
  readonly rows: readonly (readonly number[])[]
  readonly palette?: readonly number[]
  readonly transparency?: readonly number[]
  readonly interlace?: 0 | 1
}

/** A PNG file written as its specification says (W3C, PNG third edition), sharing nothing with what reads it. */
export function png(sketch: PngSketch): Buffer {
  const { width, height, depth = 8, type = 0, rows, palette, transparency, interlace = 0 } = sketch
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, type, 0, 0, interlace], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', Buffer.from(palette))] : []),
    ...(transparency ? [chunk('tRNS', Buffer.from(transparency))] : []),
    chunk('IDAT', deflateSync(Buffer.concat(rows.map((row) => Buffer.from([0, ...row]))))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Length, type, content and the checksum of the last two. */
export function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** One row of bytes of grey. */
export function greyRow(...bytes: readonly number[]): Buffer {
  return png({ width: bytes.length, height: 1, rows: [bytes] })
}
