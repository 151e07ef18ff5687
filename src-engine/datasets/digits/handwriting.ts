import type { Rng } from '../../rng.ts'
import type { Glyph, GlyphPoint } from './glyphs.ts'

/** A place the pen went through; two in a row are a line unless the second `lifts` the pen to get there. */
export interface PenPoint {
  readonly x: number
  readonly y: number
  readonly lifts: boolean
}

/** Lines between two points of a stroke: enough to look round at 28 pixels. */
const linesPerSpan = 5

/**
 * Writes a glyph as one hand would: every point slips a little, the whole is bent, stretched, turned and slanted.
 *
 * `variety` scales all of it: 0 copies the glyph, 1 is ordinary handwriting. The glyph's middle becomes the origin.
 */
export function write(glyph: Glyph, variety: number, rng: Rng): PenPoint[] {
  const slip = 0.015 * variety
  const move = handOf(variety, rng)
  return glyph.flatMap((stroke) =>
    curveThrough(
      stroke.map(({ x, y, corner }) => ({ ...move(x + slip * rng.normal(), y + slip * rng.normal()), corner })),
    ),
  )
}

/** One person's way to turn, slant, stretch and bend whatever they write. */
function handOf(variety: number, rng: Rng): (x: number, y: number) => { x: number; y: number } {
  const turn = 0.07 * variety * rng.normal()
  const slant = (0.1 + 0.15 * rng.normal()) * variety
  const width = 0.85 * Math.exp(0.13 * variety * rng.normal())
  const bendX = drawBend(variety, rng)
  const bendY = drawBend(variety, rng)
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  return (x, y) => {
    const v = y - 0.5 + bendY(x)
    const u = (x - 0.5) * width + bendX(y) - slant * v
    return { x: u * cos - v * sin, y: u * sin + v * cos }
  }
}

/** A gentle wave: what bends a line that was meant straight. */
function drawBend(variety: number, rng: Rng): (along: number) => number {
  const size = 0.03 * variety * rng.normal()
  const pace = 2 + 4 * rng.uniform()
  const phase = 2 * Math.PI * rng.uniform()
  return (along) => size * Math.sin(pace * along + phase)
}

/** A Catmull–Rom spline through the points, as short lines; at a corner it ends and begins anew. */
function curveThrough(points: readonly GlyphPoint[]): PenPoint[] {
  return points.flatMap((from, i) => {
    const to = points[i + 1]
    const start = { x: from.x, y: from.y, lifts: i === 0 }
    if (!to) return [start]
    const before = (from.corner ? undefined : points[i - 1]) ?? from
    const after = (to.corner ? undefined : points[i + 2]) ?? to
    const inner = Array.from({ length: linesPerSpan - 1 }, (_, line) => {
      const t = (line + 1) / linesPerSpan
      return {
        x: catmullRom(before.x, from.x, to.x, after.x, t),
        y: catmullRom(before.y, from.y, to.y, after.y, t),
        lifts: false,
      }
    })
    return [start, ...inner]
  })
}

function catmullRom(before: number, from: number, to: number, after: number, t: number): number {
  const slope = to - before
  const bend = 2 * before - 5 * from + 4 * to - after
  const twist = 3 * (from - to) + after - before
  return from + 0.5 * t * (slope + t * (bend + t * twist))
}
