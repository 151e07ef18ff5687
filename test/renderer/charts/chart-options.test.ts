import { expect, test } from 'vitest'
import { toOptions, type AxisSettings } from '../../../src-renderer/charts/chart-options.ts'
import type { ChartTheme } from '../../../src-renderer/charts/chart-theme.ts'

const theme: ChartTheme = {
  text: '#111111',
  muted: '#222222',
  line: '#333333',
  control: '#444444',
  raised: '#555555',
  font: { family: 'sans', size: 12 },
  token: (name) => name,
}
const settings: AxisSettings = {
  x: 'epoch',
  xTitle: 'Epoch',
  xLabels: true,
  xEnd: 5,
  y: 'linear',
  labelRoom: 100,
  formatX: (value) => `x${value}`,
  formatY: (value) => `y${value}`,
  formatTick: (value) => `t${value}`,
}

test('points are drawn as they are, without animation, along a linear x axis', () => {
  const options = toOptions(settings, theme)
  expect(options.parsing).toBe(false)
  expect(options.animation).toBe(false)
  expect(options.scales?.['x']?.type).toBe('linear')
})

test('the x axis goes from zero to the end it is given', () => {
  expect(toOptions(settings, theme).scales?.['x']).toMatchObject({ min: 0, max: 5 })
})

test('the y axis is linear from zero, logarithmic, or a share up to one', () => {
  const y = (changes: Partial<AxisSettings>) => toOptions({ ...settings, ...changes }, theme).scales?.['y']
  expect(y({})).toMatchObject({ type: 'linear', beginAtZero: true })
  expect(y({ y: 'logarithmic' })).toMatchObject({ type: 'logarithmic' })
  expect(y({ y: 'logarithmic' })).not.toHaveProperty('beginAtZero')
  expect(y({ share: true })).toMatchObject({ max: 1 })
})

test('a chart whose x axis is labelled by the one below has no labels but the same width', () => {
  const upper = toOptions({ ...settings, xLabels: false }, theme)
  const lower = toOptions(settings, theme)
  expect(upper.scales?.['x']).toMatchObject({ ticks: { display: false }, title: { display: false } })
  expect(upper.layout).toEqual(lower.layout)
})

test('all colours come from the theme', () => {
  const options = toOptions(settings, theme)
  expect(options.scales?.['y']?.grid?.color).toBe('#333333')
  expect(options.scales?.['x']?.ticks?.color).toBe('#222222')
  expect(options.plugins?.tooltip).toMatchObject({ backgroundColor: '#555555', bodyColor: '#111111' })
})
