/** A cell of a confusion matrix. */
export interface Cell {
  readonly truth: number
  readonly predicted: number
}

export const isSameCell = (a: Cell | null, b: Cell): boolean => a?.truth === b.truth && a.predicted === b.predicted

/** Each row of counts as shares of its sum. */
export function sharesOf(confusion: readonly (readonly number[])[]): number[][] {
  return confusion.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0)
    return row.map((count) => count / (total || 1))
  })
}

/** How a cell is shaded: with which colour of sign, and how strongly, from 0 to 1. */
export interface Shade {
  readonly sign: 'positive' | 'negative'
  readonly strength: number
}

/** Blue for right, orange for wrong, by its share of the class. A root, since a few mistakes in a hundred are what one looks for. */
export function shadeOf(right: boolean, share: number): Shade {
  return right ? { sign: 'positive', strength: share } : { sign: 'negative', strength: Math.sqrt(share) }
}

/** Of the sign's colour so much at most that text on it stays readable. */
export const strongestShade = 0.52

export function shadeColour({ sign, strength }: Shade): string {
  const percent = Math.round(100 * strongestShade * strength)
  return `color-mix(in srgb, var(--sign-${sign}) ${percent}%, var(--surface-raised))`
}

/** Where a key leads from a cell; null for keys that lead nowhere. */
export function moved({ truth, predicted }: Cell, key: string, size: number): Cell | null {
  const inside = (at: number): number => Math.min(size - 1, Math.max(0, at))
  switch (key) {
    case 'ArrowUp':
      return { truth: inside(truth - 1), predicted }
    case 'ArrowDown':
      return { truth: inside(truth + 1), predicted }
    case 'ArrowLeft':
      return { truth, predicted: inside(predicted - 1) }
    case 'ArrowRight':
      return { truth, predicted: inside(predicted + 1) }
    case 'Home':
      return { truth, predicted: 0 }
    case 'End':
      return { truth, predicted: size - 1 }
    default:
      return null
  }
}
