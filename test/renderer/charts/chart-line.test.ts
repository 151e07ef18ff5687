import { expect, test } from 'vitest'
import { toDataset, toPoints, withAlpha, type ChartLine } from '../../../src-renderer/charts/chart-line.ts'

const points = [
  { step: 10, epoch: 0.1, value: 2 },
  { step: 20, epoch: 0.2, value: 0 },
  { step: 30, epoch: 0.3, value: Infinity },
  { step: 40, epoch: 0.4, value: 1 },
]
const line: ChartLine = { key: 'a', name: 'Training', points, colour: '#0072b2', dash: [5, 3] }

test('a line lies along epochs or steps', () => {
  expect(toPoints(points, 'epoch', 'linear').map((point) => point.x)).toEqual([0.1, 0.2, 0.3, 0.4])
  expect(toPoints(points, 'step', 'linear').map((point) => point.x)).toEqual([10, 20, 30, 40])
})

test('a line is broken where a value cannot be drawn: infinite always, zero on a logarithmic axis', () => {
  expect(toPoints(points, 'epoch', 'linear').map((point) => point.y)).toEqual([2, 0, NaN, 1])
  expect(toPoints(points, 'epoch', 'logarithmic').map((point) => point.y)).toEqual([2, NaN, NaN, 1])
})

test('a line keeps its colour and dashes, and has no points on it', () => {
  expect(toDataset(line, 'epoch', 'linear')).toMatchObject({
    label: 'Training',
    borderColor: '#0072b2ff',
    borderDash: [5, 3],
    pointRadius: 0,
  })
})

test('a single value is drawn as a point', () => {
  expect(toDataset({ ...line, points: points.slice(0, 1) }, 'epoch', 'linear').pointRadius).toBeGreaterThan(0)
})

test('the line that is looked at is stronger and above the faint others', () => {
  const strong = toDataset({ ...line, emphasis: 'strong' }, 'epoch', 'linear')
  const faint = toDataset({ ...line, emphasis: 'faint' }, 'epoch', 'linear')
  expect(strong.borderWidth).toBeGreaterThan(faint.borderWidth as number)
  // Chart.js draws the smallest order last.
  expect(strong.order!).toBeLessThan(faint.order!)
  expect(faint.borderColor).toBe('#0072b240')
})

test('opacity is the fourth byte of a colour', () => {
  expect(withAlpha('#0072b2', 1)).toBe('#0072b2ff')
  expect(withAlpha('#0072b2', 0)).toBe('#0072b200')
})
