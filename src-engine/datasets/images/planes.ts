import type { Picture } from '../dataset.ts'

/** Red, green and blue in luma, in thousandths (ITU-R BT.601). */
const luma = [299, 587, 114] as const

/**
 * An image on white, as one plane of grey or three of red, green and blue: (channels, height, width).
 *
 * A sample c under alpha a becomes (c · a + 255 · (255 − a)) / 255, rounded once at the end.
 */
export function toPlanes({ width, height, rgba }: Picture, channels: 1 | 3): Uint8Array {
  const pixels = width * height
  const planes = new Uint8Array(channels * pixels)
  for (let pixel = 0, from = 0; pixel < pixels; pixel++, from += 4) {
    const alpha = rgba[from + 3] as number
    let grey = 0
    for (let channel = 0; channel < 3; channel++) {
      const onWhite = (rgba[from + channel] as number) * alpha + 255 * (255 - alpha)
      if (channels === 3) planes[channel * pixels + pixel] = Math.round(onWhite / 255)
      else grey += onWhite * (luma[channel] as number)
    }
    if (channels === 1) planes[pixel] = Math.round(grey / 255_000)
  }
  return planes
}
