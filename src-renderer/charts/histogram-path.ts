/** The outline of a histogram's bars as an SVG path, standing on the bottom of `width` × `height`. */
export function histogramPath(histogram: readonly number[], width: number, height: number): string {
  const tallest = Math.max(...histogram)
  if (!(tallest > 0)) return ''
  const bar = width / histogram.length
  const steps = histogram.map((count, i) => {
    const y = height - (count / tallest) * height
    return `V${y.toFixed(1)}H${((i + 1) * bar).toFixed(1)}`
  })
  return `M0 ${height}${steps.join('')}V${height}Z`
}
