import { expect, test } from 'vitest'
import { smoothed } from '../../../src-renderer/charts/smoothing.ts'

const curve = (...values: number[]) => values.map((value, i) => ({ step: i + 1, epoch: (i + 1) / 10, value }))

test('without smoothing a curve is the very same', () => {
  const points = curve(1, 2)
  expect(smoothed(points, 0)).toBe(points)
})

test('a constant stays what it is from the first point on', () => {
  for (const { value } of smoothed(curve(3, 3, 3, 3), 0.9)) expect(value).toBeCloseTo(3, 12)
})

test('each point is the weighted mean of itself and those before', () => {
  const [first, second, third] = smoothed(curve(1, 2, 4), 0.5).map(({ value }) => value)
  expect(first).toBe(1)
  expect(second).toBeCloseTo((0.5 * 2 + 0.25 * 1) / 0.75, 12)
  expect(third).toBeCloseTo((0.5 * 4 + 0.25 * 2 + 0.125 * 1) / 0.875, 12)
})

test('a value that is no number is passed over and stays visible as such', () => {
  const values = smoothed(curve(1, NaN, 1), 0.5).map(({ value }) => value)
  expect(values).toEqual([1, NaN, 1])
})
