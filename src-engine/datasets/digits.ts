import { z } from 'zod'
import type { Rng } from '../rng.ts'
import { numberedClasses, oneHotClasses } from './classes.ts'
import { commonKeys, usualSplit, type DatasetType } from './dataset.ts'
import { glyphs, type Glyph } from './digits/glyphs.ts'
import { write, type PenPoint } from './digits/handwriting.ts'
import { placeInside } from './digits/place-inside.ts'
import { draw } from './digits/raster.ts'

const schema = z.strictObject({
  name: z.literal('digits'),
  samples: z.int().min(10).max(60_000).default(2000),
  /** How much one hand differs from another: slant, turn, width, bends, thickness, place. 0: all write alike. */
  variety: z.number().min(0).max(2).default(1),
  /** Standard deviation of the grey noise on every pixel, as a share of white. */
  noise: z.number().min(0).max(1).default(0.05),
  ...commonKeys({ split: usualSplit, scale: 'unit' }),
})

const side = 28
/** As in MNIST, the digit fits a box of 20 pixels and its centre of mass is the image's middle. */
const boxSide = 20

/**
 * Handwritten digits in the manner of MNIST, drawn by a simulated pen: (1, 28, 28) bytes, white on black.
 *
 * Sample `i` is the digit `i mod 10`.
 */
export const digits: DatasetType<typeof schema> = {
  name: 'digits',
  schema,
  load({ samples, variety, noise }, { rng }) {
    const pixels = side * side
    const inputs = new Uint8Array(samples * pixels)
    const labels = Uint8Array.from({ length: samples }, (_, i) => i % 10)
    const coverage = new Float64Array(pixels)
    labels.forEach((label, sample) => {
      const ways = glyphs[label] as readonly Glyph[]
      const points = write(ways[rng.below(ways.length)] as Glyph, variety, rng)
      drawByHand(points, variety, rng, coverage)
      for (let i = 0; i < pixels; i++) {
        const grey = (coverage[i] as number) + (noise > 0 ? noise * rng.normal() : 0)
        inputs[sample * pixels + i] = Math.round(255 * Math.min(1, Math.max(0, grey)))
      }
    })
    return { count: samples, inputShape: [1, side, side], inputs, ...oneHotClasses(labels, numberedClasses(10)) }
  },
}

/** Fits the pen's way into the box, then draws it with a pen of this hand's thickness, pressed unevenly. */
function drawByHand(points: readonly PenPoint[], variety: number, rng: Rng, coverage: Float64Array): void {
  const radius = Math.min(3, 1.25 * Math.exp(0.22 * variety * rng.normal()))
  const size = (boxSide - 2 * radius) * Math.exp(-0.07 * variety * Math.abs(rng.normal()))
  const placed = placeInside(points, size, side, 0.8 * variety * rng.normal(), 0.8 * variety * rng.normal())
  const pressure = 0.15 * variety * rng.normal()
  const phase = 2 * Math.PI * rng.uniform()
  const softness = 1 + 0.4 * rng.uniform()
  draw(placed, (share) => radius * (1 + pressure * Math.sin(phase + 2 * Math.PI * share)), softness, side, coverage)
}
