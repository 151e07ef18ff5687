/** A word's place on the page, and on which side of it there is room for its name. */
export interface PlacedWord {
  readonly index: number
  readonly word: string
  readonly x: number
  readonly y: number
  readonly named: 'right' | 'left' | null
}

const letterWidth = 6.6
const lineHeight = 14
const gap = 6
/** As far as a name keeps from the dots of other words. */
const dotRadius = 5

/**
 * Fits words onto a page, one scale for both axes so that distances are true, and names as many as find room: those of
 * `first` before all, then in the order given.
 */
export function placeWords(
  { words, x, y }: { readonly words: readonly string[]; readonly x: readonly number[]; readonly y: readonly number[] },
  width: number,
  height: number,
  first: readonly number[],
): PlacedWord[] {
  const [left, right] = extremes(x)
  const [low, high] = extremes(y)
  const margin = 24
  const scale = Math.min((width - 2 * margin - 40) / (right - left || 1), (height - 2 * margin) / (high - low || 1))
  const places = words.map((word, index) => ({
    index,
    word,
    x: width / 2 + ((x[index] ?? 0) - (left + right) / 2) * scale,
    y: height / 2 - ((y[index] ?? 0) - (low + high) / 2) * scale,
  }))
  const taken: Box[] = []
  const named = new Map<number, 'right' | 'left'>()
  const order = [
    ...first.flatMap((index) => places[index] ?? []),
    ...places.filter(({ index }) => !first.includes(index)),
  ]
  for (const place of order) {
    const isFree = ({ box }: Label): boolean =>
      box.left > 0 && box.right < width && !taken.some((other) => overlaps(box, other))
    const isClear = ({ box }: Label): boolean =>
      !places.some((other) => other !== place && overlaps(box, dotOf(other), dotRadius + lineHeight / 4))
    const free = labelsOf(place).filter(isFree)
    // What is asked about is named even over the dots of others.
    const label = free.find(isClear) ?? (first.includes(place.index) ? free[0] : undefined)
    if (!label) continue
    taken.push(label.box)
    named.set(place.index, label.side)
  }
  return places.map((place) => ({ ...place, named: named.get(place.index) ?? null }))
}

interface Label {
  readonly side: 'right' | 'left'
  readonly box: Box
}

/** The places a name can have, the usual one first. */
function labelsOf({ word, x, y }: { readonly word: string; readonly x: number; readonly y: number }): Label[] {
  const length = word.length * letterWidth
  return [
    { side: 'right', box: { left: x + gap, right: x + gap + length, y } },
    { side: 'left', box: { left: x - gap - length, right: x - gap, y } },
  ]
}

function dotOf({ x, y }: { readonly x: number; readonly y: number }): Box {
  return { left: x - dotRadius, right: x + dotRadius, y }
}

interface Box {
  readonly left: number
  readonly right: number
  readonly y: number
}

function overlaps(a: Box, b: Box, distance = lineHeight): boolean {
  return Math.abs(a.y - b.y) < distance && a.left < b.right && b.left < a.right
}

function extremes(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  )
}
