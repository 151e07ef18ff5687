import type { Scale } from 'chart.js'
import { expect, test } from 'vitest'
import type { ChartTheme } from '../../../src-renderer/charts/chart-theme.ts'
import { toScatterOptions, type ScatterAxis, type ScatterPoint } from '../../../src-renderer/charts/scatter-options.ts'

const theme: ChartTheme = {
  text: '#111111',
  muted: '#222222',
  line: '#333333',
  control: '#444444',
  raised: '#555555',
  font: { family: 'sans', size: 12 },
  token: (name) => name,
}
const axis = (changes: Partial<ScatterAxis> = {}): ScatterAxis => ({
  title: 'Rate',
  words: null,
  format: (value) => `long ${value}`,
  formatTick: (value) => `${value}`,
  ...changes,
})
const point = (x: number, y: number): ScatterPoint => ({
  key: `${x}`,
  x,
  y,
  name: `${x}`,
  colour: '#000000',
  style: 'circle',
})

function optionsOf(points: readonly ScatterPoint[], y = axis()) {
  const { scales } = toScatterOptions(points, axis(), y, theme)
  if (!scales?.['x'] || !scales['y']) throw new Error('An axis is missing')
  return { x: scales['x'], y: scales['y'] }
}

test('powers stand on a logarithmic axis that goes beyond them and is marked at 1, 2 and 5 of each', () => {
  const { x } = optionsOf([point(0.01, 1), point(0.1, 1), point(2, 1)])
  expect(x).toMatchObject({ type: 'logarithmic' })
  const { min, max } = x as unknown as { min: number; max: number }
  expect(min).toBeLessThan(0.01)
  expect(max).toBeGreaterThan(2)
  const scale = { ticks: [0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.30000000000000004, 0.5, 1].map((value) => ({ value })) } // prettier-ignore
  x.afterBuildTicks?.(scale as unknown as Scale)
  expect(scale.ticks.map(({ value }) => value)).toEqual([0.01, 0.02, 0.05, 0.1, 0.5, 1])
})

test('values that lie close stand on a linear axis, marked in few digits and as no share beyond one', () => {
  const { y } = optionsOf([point(1, 0.75), point(2, 1)], axis({ share: true }))
  expect(y).toMatchObject({ type: 'linear', grace: '5%' })
  const write = (y.ticks as unknown as { callback: (value: number) => string }).callback
  expect([write(0.75), write(1), write(1.05)]).toEqual(['0.75', '1', ''])
})
