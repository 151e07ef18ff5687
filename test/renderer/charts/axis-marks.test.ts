import type { Chart } from 'chart.js'
import { expect, test } from 'vitest'
import { axisMarksPlugin } from '../../../src-renderer/charts/axis-marks.ts'

/** Draws the marks on an axis from 0 to 10 that lies between the pixels 50 and 150, and says where their tips are. */
function tips(places: readonly number[]): number[][] {
  const found: number[][] = []
  const ctx = {
    save: () => undefined,
    restore: () => undefined,
    beginPath: () => undefined,
    moveTo: () => undefined,
    fill: () => undefined,
    lineTo: (x: number, y: number) => (y < 200 ? found.push([x, y]) : 0),
  }
  const chart = {
    ctx,
    chartArea: { left: 50, right: 150, bottom: 200 },
    scales: { x: { getPixelForValue: (value: number) => 50 + 10 * value } },
  }
  const plugin = axisMarksPlugin(
    () => places,
    () => 'black',
  )
  plugin.afterDatasetsDraw?.(chart as unknown as Chart<'line'>, {}, {}, false)
  return found
}

test('a mark stands on the axis at its place; what lies beyond the axis is not drawn', () => {
  expect(tips([0, 2.5, 11])).toEqual([
    [50, 190],
    [75, 190],
  ])
})
