/** A cell of a confusion matrix. */
export interface Cell {
  readonly truth: number
  readonly predicted: number
}

/** Of the sign's colour so much at most that text on it stays readable. */
const strongest = 52

/**
 * The background of a cell: blue for right, orange for wrong, by its share of the class. A root, since a few mistakes
 * in a hundred are what one looks for.
 */
export function cellLook(right: boolean, share: number): string {
  const strength = Math.round(strongest * (right ? share : Math.sqrt(share)))
  return `color-mix(in srgb, var(--sign-${right ? 'positive' : 'negative'}) ${strength}%, var(--surface-raised))`
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
