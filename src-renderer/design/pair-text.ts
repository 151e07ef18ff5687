/** Rows and columns of an image, or how far along each. */
export type Pair = readonly [number, number]

const pattern = /^(\d+)(?:\s*[×xх*,;\s]\s*(\d+))?$/i

/** Reads `3` as 3×3, and `3×5`, `3x5` or `3, 5` as rows and columns; null for anything but whole numbers in range. */
export function readPair(text: string, minimum: number, maximum: number): Pair | null {
  const found = pattern.exec(text.trim())
  if (!found) return null
  const rows = Number(found[1])
  const columns = Number(found[2] ?? found[1])
  return [rows, columns].every((side) => side >= minimum && side <= maximum) ? [rows, columns] : null
}

/** `3×5` */
export function formatPair([rows, columns]: Pair): string {
  return `${rows}×${columns}`
}

/** Both sides moved by `change`, held in range. */
export function stepPair([rows, columns]: Pair, change: number, minimum: number, maximum: number): Pair {
  const moved = (side: number): number => Math.min(maximum, Math.max(minimum, side + change))
  return [moved(rows), moved(columns)]
}
