import type { Chart } from 'chart.js'
import { nearestIndex } from './nearest.ts'

/** How near the pointer must come to a line, in pixels. */
const reach = 16

/** Which dataset's line lies under the pointer, or null; positions in pixels of the canvas. */
export function lineUnderPointer(chart: Chart, x: number, y: number): number | null {
  const distances = chart.getSortedVisibleDatasetMetas().flatMap(({ data, index }) => {
    const at = nearestIndex(data.length, (i) => data[i]?.x ?? NaN, x)
    const distance = Math.abs((data[at]?.y ?? NaN) - y)
    return distance <= reach ? [{ index, distance }] : []
  })
  const nearest = Math.min(...distances.map(({ distance }) => distance))
  return distances.find(({ distance }) => distance === nearest)?.index ?? null
}
