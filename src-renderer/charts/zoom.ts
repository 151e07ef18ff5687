/** A part of the x axis. */
export interface ZoomRange {
  readonly from: number
  readonly to: number
}

/** As much as the axis is magnified at most. */
const mostMagnified = 2000

/** The range around `at` that is `factor` times as wide, `at` staying where it is on the screen. */
export function zoomAbout({ from, to }: ZoomRange, at: number, factor: number): ZoomRange {
  return { from: at - (at - from) * factor, to: at + (to - at) * factor }
}

/** One press magnifies by so much. */
const keyFactor = 0.8
/** One press moves by this share of what is seen. */
const keyShare = 0.1

/** What a key wants of the part that is seen: another part, all of it, or nothing (null). */
export function zoomByKey(range: ZoomRange, key: string): ZoomRange | 'all' | null {
  const { from, to } = range
  const moved = (share: number): ZoomRange => ({ from: from + share * (to - from), to: to + share * (to - from) })
  switch (key) {
    case '+':
    case '=':
      return zoomAbout(range, (from + to) / 2, keyFactor)
    case '-':
      return zoomAbout(range, (from + to) / 2, 1 / keyFactor)
    case 'ArrowLeft':
      return moved(-keyShare)
    case 'ArrowRight':
      return moved(keyShare)
    case '0':
      return 'all'
    default:
      return null
  }
}

/** A range inside 0 … `end`, not too narrow; null where it is all of it. */
export function clampZoom({ from, to }: ZoomRange, end: number): ZoomRange | null {
  const width = Math.max(to - from, end / mostMagnified)
  if (width >= end) return null
  const start = Math.min(Math.max(0, from), end - width)
  return { from: start, to: start + width }
}
