import type { PlaneBounds, Surface } from '../../src-engine/explain/insight/surface.ts'
import { surfaceCells } from '../../src-engine/explain/insight/surface.ts'
import type { PlaneSamples } from '../../src-main/protocol.ts'

/** A place on the plane of two inputs, in the data's own units. */
export interface PlanePlace {
  readonly x: number
  readonly y: number
}

/** Where a place lies in a picture of the plane: shares of its width from the left and of its height from the top. */
export function shareOf({ left, right, bottom, top }: PlaneBounds, { x, y }: PlanePlace): PlanePlace {
  return { x: (x - left) / (right - left), y: (top - y) / (top - bottom) }
}

export function placeAt({ left, right, bottom, top }: PlaneBounds, share: PlanePlace): PlanePlace {
  return { x: left + share.x * (right - left), y: top - share.y * (top - bottom) }
}

export function isInside(bounds: PlaneBounds, place: PlanePlace): boolean {
  const { x, y } = shareOf(bounds, place)
  return x >= 0 && x <= 1 && y >= 0 && y <= 1
}

/**
 * Each output at a place, read from the picture between its cells, as it is drawn; good to about a hundredth of what
 * the output spans. Null outside of the picture.
 */
export function outputsAt({ bounds, outputs }: Surface, place: PlanePlace): number[] | null {
  if (!isInside(bounds, place)) return null
  const share = shareOf(bounds, place)
  const [column, row] = [between(share.x), between(share.y)]
  return outputs.map(({ minimum, maximum, bytes }) => {
    const at = (x: number, y: number): number => bytes[y * surfaceCells + x] ?? 0
    const above = at(column.low, row.low) * (1 - column.part) + at(column.high, row.low) * column.part
    const below = at(column.low, row.high) * (1 - column.part) + at(column.high, row.high) * column.part
    return minimum + ((above * (1 - row.part) + below * row.part) * (maximum - minimum)) / 255
  })
}

/** The two cells whose middles a share of the side lies between, and how near it is to the second. */
function between(share: number): { readonly low: number; readonly high: number; readonly part: number } {
  const at = Math.min(surfaceCells - 1, Math.max(0, share * surfaceCells - 0.5))
  const low = Math.floor(at)
  return { low, high: Math.min(surfaceCells - 1, low + 1), part: at - low }
}

/** Where a key leads from a place, a fortieth of the plane at a time, ten times as far with Shift; null for other keys. */
export function movedPlace(
  place: PlanePlace,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  bounds: PlaneBounds,
): PlanePlace | null {
  const step = (shiftKey ? 10 : 1) / surfaceCells
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-step, 0],
    ArrowRight: [step, 0],
    ArrowUp: [0, -step],
    ArrowDown: [0, step],
  }
  const by = steps[key]
  if (!by) return null
  const from = shareOf(bounds, place)
  const within = (share: number): number => Math.min(1, Math.max(0, share))
  return placeAt(bounds, { x: within(from.x + by[0]), y: within(from.y + by[1]) })
}

/** Whether two runs are drawn over the very same data. */
export function isSamePlane(a: PlaneSamples, b: PlaneSamples): boolean {
  return sameNumbers(a.positions, b.positions) && sameNumbers(a.targets, b.targets)
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]))
}
