import type { NeuronLayout } from './neuron-layout.ts'

/** Something of a drawn network that has a value: a neuron of a column, or a wire into it from the column before. */
export type NeuronSpot =
  | { readonly kind: 'neuron'; readonly column: number; readonly neuron: number }
  | { readonly kind: 'wire'; readonly column: number; readonly neuron: number; readonly from: number }

interface Point {
  readonly x: number
  readonly y: number
}

/** A wire from its start to its end, and the x of both its control points. */
export interface Wire {
  readonly start: Point
  readonly end: Point
  readonly middle: number
}

/** How near the pointer must come to a wire, in pixels. */
const reach = 5
/** Straight pieces that a wire is measured by. */
const pieces = 16

export function wireOf({ tile, columns }: NeuronLayout, column: number, neuron: number, from: number): Wire | null {
  const [before, to] = [columns[column - 1]?.[from], columns[column]?.[neuron]]
  if (!before || !to) return null
  const start = { x: before.x + tile, y: before.y + tile / 2 }
  const end = { x: to.x, y: to.y + tile / 2 }
  return { start, end, middle: (start.x + end.x) / 2 }
}

/** The neuron at a place, else the nearest wire within reach, else null; in the pixels of the layout. */
export function spotAt(layout: NeuronLayout, { x, y }: Point): NeuronSpot | null {
  const { tile, columns } = layout
  for (const [column, places] of columns.entries()) {
    const neuron = places.findIndex(
      (place) => x >= place.x && x <= place.x + tile && y >= place.y && y <= place.y + tile,
    )
    if (neuron >= 0) return { kind: 'neuron', column, neuron }
  }
  const column = columns.findIndex(([first], i) => i > 0 && first && x < first.x)
  let nearest: NeuronSpot | null = null
  let least = reach
  columns[column]?.forEach((_, neuron) => {
    columns[column - 1]?.forEach((_, from) => {
      const wire = wireOf(layout, column, neuron, from)
      const distance = wire ? distanceTo(wire, { x, y }) : Infinity
      if (distance > least) return
      least = distance
      nearest = { kind: 'wire', column, neuron, from }
    })
  })
  return nearest
}

function distanceTo(wire: Wire, { x, y }: Point): number {
  let least = Infinity
  let before = wire.start
  for (let i = 1; i <= pieces; i++) {
    const after = pointOf(wire, i / pieces)
    const [dx, dy] = [after.x - before.x, after.y - before.y]
    const along = ((x - before.x) * dx + (y - before.y) * dy) / (dx * dx + dy * dy || 1)
    const at = Math.min(1, Math.max(0, along))
    least = Math.min(least, Math.hypot(x - before.x - at * dx, y - before.y - at * dy))
    before = after
  }
  return least
}

/** Of the cubic Bézier curve with its control points above and below the middle. */
function pointOf({ start, end, middle }: Wire, t: number): Point {
  const s = 1 - t
  return {
    x: s ** 3 * start.x + 3 * s * t * middle + t ** 3 * end.x,
    y: (s ** 3 + 3 * s ** 2 * t) * start.y + (3 * s * t ** 2 + t ** 3) * end.y,
  }
}

/**
 * Where a key leads: arrows from neuron to neuron, up and down with Shift from wire to wire of one neuron; null for
 * keys that lead nowhere.
 */
export function movedSpot(
  spot: NeuronSpot,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  sizes: readonly number[],
): NeuronSpot | null {
  const { column, neuron } = spot
  const step = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (step !== undefined && shiftKey && column > 0) {
    const from = spot.kind === 'wire' ? spot.from + step : step > 0 ? 0 : Infinity
    return { kind: 'wire', column, neuron, from: within(from, sizes[column - 1]) }
  }
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (step === undefined && across === undefined) return null
  const next = within(column + (across ?? 0), sizes.length)
  return { kind: 'neuron', column: next, neuron: within(neuron + (step ?? 0), sizes[next]) }
}

const within = (index: number, size = 1): number => Math.min(size - 1, Math.max(0, index))
