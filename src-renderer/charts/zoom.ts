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

/** A range inside 0 … `end`, not too narrow; null where it is all of it. */
export function clampZoom({ from, to }: ZoomRange, end: number): ZoomRange | null {
  const width = Math.max(to - from, end / mostMagnified)
  if (width >= end) return null
  const start = Math.min(Math.max(0, from), end - width)
  return { from: start, to: start + width }
}
