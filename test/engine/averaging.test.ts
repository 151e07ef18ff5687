import { expect, test } from 'vitest'
import { averaged, evened, type CurvePoint } from '../../src-engine/averaging.ts'

const curve = (count: number, value: (step: number) => number): CurvePoint[] =>
  Array.from({ length: count }, (_, i) => ({ step: i + 1, epoch: (i + 1) / 100, value: value(i + 1) }))

test('a short curve stays as it is', () => {
  const points = curve(200, (step) => step)
  expect(averaged(points)).toBe(points)
})

test('noise around a value becomes the value', () => {
  const means = averaged(curve(4096, (step) => 0.5 + (step % 2 === 0 ? 0.4 : -0.4)))
  expect(means).toHaveLength(128)
  for (const mean of means) expect(mean.value).toBeCloseTo(0.5, 12)
})

test('the line still ends where training stands', () => {
  const means = averaged(curve(5000, (step) => step))
  expect(means.at(-1)).toMatchObject({ step: 5000, epoch: 50 })
})

test('a point counts as many times as it has steps', () => {
  const dense = curve(400, () => 1)
  // 2,000 steps make spans of 16: one point of 10 steps and six of one step each fill the last.
  const points = [
    ...dense,
    { step: 1994, epoch: 20, value: 1 },
    ...[1995, 1996, 1997, 1998, 1999, 2000].map((step) => ({ step, epoch: 20, value: 3 })),
  ]
  const last = averaged(points).at(-1)!
  expect(last.value).toBeCloseTo((1594 * 1 + 6 * 3) / 1600, 12)
})

test('a growing curve keeps the means it has, until its spans double', () => {
  const before = averaged(curve(3000, Math.sin))
  const after = averaged(curve(3100, Math.sin))
  expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
})

test('a loss that is not finite is not averaged away', () => {
  const means = averaged(curve(1000, (step) => (step > 900 ? Infinity : 1)))
  expect(means.at(-1)!.value).toBe(Infinity)
})

test('noise looks alike where a curve is recorded closely and where it is not', () => {
  const noise = (step: number) => 0.5 + (step % 2 === 0 ? 0.4 : -0.4)
  const close = curve(500, noise)
  // From there on each point is the mean of ten steps.
  const coarse = curve(300, () => 0.5).map((point) => ({
    ...point,
    step: 500 + 10 * point.step,
    epoch: 5 + 0.1 * point.step,
  }))
  const even = evened([...close, ...coarse], Infinity)
  expect(even).toHaveLength(50 + 300)
  for (const { value } of even) expect(value).toBeCloseTo(0.5, 12)
})

test('looked at closely, the beginning has every point it was recorded with', () => {
  const points = [...curve(2500, Math.sin), { step: 2510, epoch: 25.1, value: 0 }]
  expect(evened(points, 25)).toBe(points)
  expect(evened(points, 25.1)).toHaveLength(251)
})

test('a young curve keeps its points, though it is recorded less and less', () => {
  const points = [...curve(500, Math.sin), { step: 550, epoch: 5.5, value: 0 }]
  expect(evened(points, Infinity)).toBe(points)
})

test('spans of whole epochs hide the order in which batches come', () => {
  // Three batches with losses of their own, again and again: the same mean whenever an epoch has gone by.
  const points = Array.from({ length: 300 }, (_, i) => ({ step: i + 1, epoch: (i + 1) / 3, value: [1, 5, 9][i % 3]! }))
  const means = averaged(points, { points: 40, stepsPerEpoch: 3 })
  expect(means.slice(0, 3).map(({ epoch }) => epoch)).toEqual([4, 8, 12])
  expect(means.every(({ value }) => value === 5)).toBe(true)
  expect(new Set(averaged(points, { points: 40, stepsPerEpoch: 1 }).map(({ value }) => value)).size).toBeGreaterThan(1)
})
