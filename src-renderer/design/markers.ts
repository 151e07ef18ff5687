/** A class's marker as an SVG path about the origin, of size 1: told apart without colour. */
export function markerPath(label: number | null): string {
  return shapes[(label ?? 0) % shapes.length] ?? ''
}

/**
 * A class's colour: two classes have the colours of sign, as the one output that tells them apart has; more have those
 * of a list. Samples without a class are muted.
 */
export function markerToken(label: number | null, classCount: number): string {
  if (label === null) return '--text-muted'
  if (classCount <= 2) return label === 1 ? '--sign-positive' : '--sign-negative'
  return `--run-${(label % 10) + 1}`
}

/** Circle, square, triangle, diamond: of about the same area. */
const shapes = [
  'M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z',
  'M-.88-.88h1.76v1.76h-1.76z',
  'M0-1.25 1.2.9h-2.4z',
  'M0-1.3 1.15 0 0 1.3-1.15 0z',
]
