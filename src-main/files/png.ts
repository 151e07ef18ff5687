import { inflateSync } from 'node:zlib'
import { decode, type DecodedPng } from 'fast-png'
import type { Picture } from '../../src-engine/datasets/dataset.ts'
import { InputError, inputError } from '../../src-engine/problem.ts'
import { say, verbatim, type Sentence } from '../../src-engine/sentence.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Pixels of one image: more than cameras take. */
const maxPixels = 2 ** 26

/** How many samples a pixel has, by PNG's colour type. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** What is needed of a PNG file, checked against itself. */
interface PngParts {
  readonly width: number
  readonly height: number
  /** Of its pixels, unzipped, with the filter byte of every row. */
  readonly rawBytes: number
  /** The file without what is only said about the image. */
  readonly bytes: Uint8Array
  readonly packed: Uint8Array
}

/**
 * Decodes a PNG image of any kind: grey, palette or colour, with 1 to 16 bits, with alpha or without.
 *
 * Samples of 16 bits are rounded to 8. Nothing is unzipped beyond what the image's own size needs.
 *
 * @throws InputError with an empty path where it is no PNG image, or a damaged one
 */
export function decodePng(bytes: Uint8Array, name: string): Picture {
  const parts = partsOf(bytes, name)
  try {
    const raw = inflateSync(parts.packed, { maxOutputLength: parts.rawBytes + 1 })
    if (raw.length !== parts.rawBytes) {
      throw damaged(
        name,
        say('it has {found} bytes of pixels, not {needed}', { found: raw.length, needed: parts.rawBytes }),
      )
    }
    return { width: parts.width, height: parts.height, rgba: rgbaOf(decode(parts.bytes, { checkCrc: true })) }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw damaged(name, verbatim(error instanceof Error ? error.message : String(error)))
  }
}

function partsOf(bytes: Uint8Array, name: string): PngParts {
  if (signature.some((byte, i) => bytes[i] !== byte)) {
    throw inputError([], say('{file} is no PNG image', { file: name }), say('save all images as PNG'))
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  const packed: Uint8Array[] = []
  let isWhole = false
  for (let at = 8; at < bytes.length && !isWhole;) {
    const length = at + 12 <= bytes.length ? view.getUint32(at) : Infinity
    const end = at + 12 + length
    if (end > bytes.length) throw damaged(name, say('it is cut off: it ends at byte {byte}', { byte: bytes.length }))
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'].includes(type)) kept.push(bytes.subarray(at, end))
    if (type === 'IDAT') packed.push(bytes.subarray(at + 8, end - 4))
    isWhole = type === 'IEND'
    at = end
  }
  if (!isWhole) throw damaged(name, say('it is cut off: it ends at byte {byte}', { byte: bytes.length }))
  return { ...sizesOf(kept[1], name), bytes: Buffer.concat(kept), packed: Buffer.concat(packed) }
}

function sizesOf(header: Uint8Array | undefined, name: string): Pick<PngParts, 'width' | 'height' | 'rawBytes'> {
  if (header?.length !== 25 || String.fromCharCode(...header.subarray(4, 8)) !== 'IHDR') {
    throw damaged(name, say('it does not begin with its header'))
  }
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const [width, height] = [view.getUint32(8), view.getUint32(12)]
  const [depth, type, , , interlace] = header.subarray(16, 21) as unknown as [number, number, number, number, number]
  const channels = channelsOf[type]
  if (channels === undefined || width === 0 || height === 0) throw damaged(name, say('its header makes no sense'))
  if (width * height > maxPixels) {
    const found = say('{file} claims to have {size} pixels', { file: name, size: `${height}×${width}` })
    throw inputError([], found, say('use images of 67 megapixels at most'))
  }
  if (interlace !== 0 && depth < 8) {
    const found = say('{file} is interlaced with {depth} bits', { file: name, depth })
    throw inputError([], found, say('save it without interlacing, or with 8 bits'))
  }
  const rowBytes = (columns: number) => 1 + Math.ceil((columns * depth * channels) / 8)
  const rawBytes =
    interlace === 0
      ? height * rowBytes(width)
      : passes.reduce((sum, { x, y, xStep, yStep }) => {
          const [columns, rows] = [Math.ceil((width - x) / xStep), Math.ceil((height - y) / yStep)]
          return columns > 0 && rows > 0 ? sum + rows * rowBytes(columns) : sum
        }, 0)
  return { width, height, rawBytes }
}

/** Which pixels each pass of an interlaced image has (PNG, 8.2: Adam7). */
const passes = [
  { x: 0, y: 0, xStep: 8, yStep: 8 },
  { x: 4, y: 0, xStep: 8, yStep: 8 },
  { x: 0, y: 4, xStep: 4, yStep: 8 },
  { x: 2, y: 0, xStep: 4, yStep: 4 },
  { x: 0, y: 2, xStep: 2, yStep: 4 },
  { x: 1, y: 0, xStep: 2, yStep: 2 },
  { x: 0, y: 1, xStep: 1, yStep: 2 },
] as const

/** Whatever the image has, as red, green, blue and alpha of 8 bits, (height, width, 4). */
function rgbaOf({ width, height, depth, channels, data, palette, transparency }: DecodedPng): Uint8Array {
  const rgba = new Uint8Array(width * height * 4)
  const perRow = Math.ceil((width * depth * channels) / Math.max(8, depth))
  const highest = 2 ** depth - 1
  const sampleAt = (row: number, i: number): number => {
    if (depth >= 8) return data[row * perRow + i] as number
    const bit = i * depth
    return ((data[row * perRow + (bit >> 3)] as number) >> (8 - depth - (bit & 7))) & highest
  }
  const toByte = (sample: number): number => Math.round((sample * 255) / highest)
  const isGrey = channels < 3
  const hasAlpha = channels === 2 || channels === 4
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++, to += 4) {
      const from = column * channels
      if (palette) {
        const colour = palette[sampleAt(row, from)]
        if (!colour) throw new Error(`its palette has no colour ${sampleAt(row, from)}`)
        rgba.set(colour, to)
        rgba[to + 3] = colour[3] ?? 255
        continue
      }
      let isTransparent = transparency !== undefined
      for (let i = 0; i < 3; i++) {
        const sample = sampleAt(row, isGrey ? from : from + i)
        rgba[to + i] = toByte(sample)
        if (sample !== transparency?.[isGrey ? 0 : i]) isTransparent = false
      }
      rgba[to + 3] = hasAlpha ? toByte(sampleAt(row, from + channels - 1)) : isTransparent ? 0 : 255
    }
  }
  return rgba
}

function damaged(name: string, reason: Sentence): InputError {
  return inputError(
    [],
    say('{file} is a damaged PNG image: {reason}', { file: name, reason }),
    say('download or save it again'),
  )
}
