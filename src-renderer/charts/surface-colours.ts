import type { Packed } from '../../src-engine/explain/insight/packed.ts'
import type { ChartTheme } from './chart-theme.ts'

/** Red, green and blue, each from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** How numbers become colours: the sign is the hue, the size the strength. */
export interface SignColours {
  readonly positive: Rgb
  readonly zero: Rgb
  readonly negative: Rgb
}

/** What a number is measured against: `centre` has no colour, `reach` away from it the strongest. */
export interface SignScale {
  readonly centre: number
  readonly reach: number
}

export function signColours(theme: ChartTheme): SignColours {
  return {
    positive: parseColour(theme.token('--sign-positive')),
    zero: parseColour(theme.token('--sign-zero')),
    negative: parseColour(theme.token('--sign-negative')),
  }
}

/** `#rrggbb`. */
export function parseColour(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

export function mix([r0, g0, b0]: Rgb, [r1, g1, b1]: Rgb, share: number): Rgb {
  const at = Math.min(1, Math.max(0, share))
  return [r0 + (r1 - r0) * at, g0 + (g1 - g0) * at, b0 + (b1 - b0) * at]
}

export function toCss([red, green, blue]: Rgb): string {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)})`
}

export function signColour(value: number, { centre, reach }: SignScale, colours: SignColours): Rgb {
  const size = reach > 0 ? (value - centre) / reach : 0
  return mix(colours.zero, size < 0 ? colours.negative : colours.positive, Math.abs(size))
}

/** A scale about `centre` that reaches as far as the numbers do. */
export function scaleAbout(centre: number, values: ArrayLike<number>): SignScale {
  let reach = 0
  for (let i = 0; i < values.length; i++) reach = Math.max(reach, Math.abs((values[i] ?? centre) - centre))
  return { centre, reach }
}

type Pixels = Uint8ClampedArray<ArrayBuffer>

/** Packed numbers as pixels: each of their 256 values is given its colour once. */
export function paintPacked({ minimum, maximum, bytes }: Packed, scale: SignScale, colours: SignColours): Pixels {
  const pixels = new Uint32Array(bytes.length)
  fillPalette(minimum, (maximum - minimum) / 255, scale, colours)
  for (let i = 0; i < bytes.length; i++) pixels[i] = palette[bytes[i] as number] as number
  return new Uint8ClampedArray(pixels.buffer)
}

/** One for all, as is every number while it is filled: dozens of pictures are painted twenty times a second. */
const palette = new Uint32Array(256)
const paletteBytes = new Uint8ClampedArray(palette.buffer)

/** The colours of `first`, `first + step`, … as {@link signColour} gives them. */
function fillPalette(first: number, step: number, { centre, reach }: SignScale, colours: SignColours): void {
  for (let channel = 0; channel < 3; channel++) {
    const zero = colours.zero[channel] as number
    const [positive, negative] = [colours.positive[channel] as number, colours.negative[channel] as number]
    for (let entry = 0; entry < 256; entry++) {
      const size = reach > 0 ? (first + entry * step - centre) / reach : 0
      const end = size < 0 ? negative : positive
      paletteBytes[4 * entry + channel] = zero + (end - zero) * Math.min(1, Math.abs(size))
    }
  }
  for (let entry = 0; entry < 256; entry++) paletteBytes[4 * entry + 3] = 255
}

/** A scale about zero that reaches as far as packed numbers do. */
export function scaleOfPacked({ minimum, maximum }: Packed): SignScale {
  return scaleAbout(0, [minimum, maximum])
}

/** Numbers as pixels, four bytes each. */
export function paintSigns(values: ArrayLike<number>, scale: SignScale, colours: SignColours): Pixels {
  return paint(values.length, (i) => signColour(values[i] ?? scale.centre, scale, colours))
}

/**
 * The strongest of several outputs at every place, in its own colour; the further ahead of the second, the stronger.
 *
 * @param outputs of each class, one number per place
 */
export function paintClasses(outputs: readonly ArrayLike<number>[], classes: readonly Rgb[], zero: Rgb): Pixels {
  return paint(outputs[0]?.length ?? 0, (i) => {
    let best = 0
    let first = -Infinity
    let second = -Infinity
    outputs.forEach((output, label) => {
      const value = output[i] ?? -Infinity
      if (value > first) {
        second = first
        first = value
        best = label
      } else second = Math.max(second, value)
    })
    return mix(zero, classes[best] ?? zero, first - second)
  })
}

function paint(count: number, colourOf: (index: number) => Rgb): Pixels {
  const pixels = new Uint8ClampedArray(4 * count)
  for (let i = 0; i < count; i++) {
    const [red, green, blue] = colourOf(i)
    pixels[4 * i] = red
    pixels[4 * i + 1] = green
    pixels[4 * i + 2] = blue
    pixels[4 * i + 3] = 255
  }
  return pixels
}
