import type { Shape } from '../../../src-main/protocol.ts'

/** A layer's output laid out as a picture of square cells, one number each. */
export interface ActivationPicture {
  readonly columns: number
  readonly rows: number
  /** The number of each cell, row by row; null between the maps and behind the last unit. */
  readonly cells: readonly (number | null)[]
  /** Side of a cell on the page, in pixels. */
  readonly cell: number
  /** The largest size of any number, where the colours are full. */
  readonly limit: number
}

/** Units of a row of a strip: wide enough to be few rows, narrow enough for a small window. */
const unitsPerRow = 64
const mapsPerRow = 8

/** Units as a strip that breaks into rows, maps side by side. */
export function activationPicture(shape: Shape, values: readonly number[]): ActivationPicture {
  const limit = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const [, height = 1, width = 1] = shape
  if (shape.length !== 3 || height * width === 1) return { ...strip(values), limit }
  return { ...mapsOf(values, height, width), limit }
}

function strip(values: readonly number[]): Omit<ActivationPicture, 'limit'> {
  const columns = Math.max(1, Math.min(values.length, unitsPerRow))
  const rows = Math.ceil(values.length / columns)
  const cells = Array.from({ length: columns * rows }, (_, i) => values[i] ?? null)
  return { columns, rows, cells, cell: columns <= 16 ? 16 : columns <= 32 ? 10 : 6 }
}

function mapsOf(values: readonly number[], height: number, width: number): Omit<ActivationPicture, 'limit'> {
  const count = Math.floor(values.length / (height * width))
  const across = Math.min(count, mapsPerRow)
  const down = Math.ceil(count / mapsPerRow)
  // A cell's width between two maps.
  const columns = across * (width + 1) - 1
  const rows = down * (height + 1) - 1
  const cells = Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)]
    const map = Math.floor(y / (height + 1)) * mapsPerRow + Math.floor(x / (width + 1))
    const [left, top] = [x % (width + 1), y % (height + 1)]
    if (left === width || top === height || map >= count) return null
    return values[(map * height + top) * width + left] ?? null
  })
  return { columns, rows, cells, cell: width <= 8 ? 4 : width <= 16 ? 3 : 2 }
}

export type Rgb = readonly [red: number, green: number, blue: number]

/** The colours of sign, of which every number is a mixture. */
export interface SignColours {
  readonly positive: Rgb
  readonly zero: Rgb
  readonly negative: Rgb
}

/** Pixels (red, green, blue, opacity) of a picture: blue above zero, orange below, the stronger the larger. */
export function paintActivation(
  { cells, limit }: ActivationPicture,
  colours: SignColours,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * cells.length)
  cells.forEach((value, i) => {
    if (value === null) return
    const share = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0
    const full = value < 0 ? colours.negative : colours.positive
    for (let channel = 0; channel < 3; channel++) {
      const [zero = 0, most = 0] = [colours.zero[channel], full[channel]]
      pixels[4 * i + channel] = zero + share * (most - zero)
    }
    pixels[4 * i + 3] = 255
  })
  return pixels
}

/** `#0072b2` as numbers. */
export function rgbOf(colour: string): Rgb {
  const digits = Number.parseInt(colour.replace('#', ''), 16)
  return [(digits >> 16) & 255, (digits >> 8) & 255, digits & 255]
}
