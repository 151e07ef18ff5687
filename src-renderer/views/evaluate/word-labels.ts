/** A word's place on the page, and whether there is room for its name. */
export interface PlacedWord {
  readonly index: number
  readonly word: string
  readonly x: number
  readonly y: number
  readonly named: boolean
}

const letterWidth = 6.6
const lineHeight = 14
const gap = 6

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
  const named = new Set<number>()
  const order = [
    ...first.flatMap((index) => places[index] ?? []),
    ...places.filter(({ index }) => !first.includes(index)),
  ]
  for (const place of order) {
    const start = place.x + gap
    const box = { left: start, right: start + place.word.length * letterWidth, y: place.y }
    if (box.right > width || taken.some((other) => overlaps(box, other))) continue
    taken.push(box)
    named.add(place.index)
  }
  return places.map((place) => ({ ...place, named: named.has(place.index) }))
}

interface Box {
  readonly left: number
  readonly right: number
  readonly y: number
}

function overlaps(a: Box, b: Box): boolean {
  return Math.abs(a.y - b.y) < lineHeight && a.left < b.right && b.left < a.right
}

function extremes(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  )
}
