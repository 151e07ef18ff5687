import { expect, test } from 'vitest'
import type { CurvePoint } from '../../../src-renderer/charts/curve-buffer.ts'
import { thinned } from '../../../src-renderer/charts/thinning.ts'

const curve = (count: number, value: (i: number) => number): CurvePoint[] =>
  Array.from({ length: count }, (_, i) => ({ step: i, epoch: i / 100, value: value(i) }))
const step = (point: CurvePoint): number => point.step

test('a curve that fits is left as it is', () => {
  const points = curve(50, Math.sin)
  expect(thinned(points, step, { from: 0, to: 49, columns: 600 })).toEqual(points)
})

test('ten thousand points become a few for each column, and no peak is lost', () => {
  const points = curve(10_000, (i) => (i === 4321 ? 7 : i === 8765 ? -7 : Math.sin(i)))
  const few = thinned(points, step, { from: 0, to: 10_000, columns: 500 })
  expect(few.length).toBeLessThanOrEqual(4 * 500 + 1)
  expect(few.map(step)).toContain(4321)
  expect(few.map(step)).toContain(8765)
  expect(few.map(step)).toEqual([...few.map(step)].sort((a, b) => a - b))
  expect(few.at(0)).toBe(points[0])
  expect(few.at(-1)).toBe(points[9999])
})

test('what breaks the line goes on breaking it', () => {
  const points = curve(10_000, (i) => (i === 5005 ? NaN : i === 6006 ? Infinity : 1))
  const few = thinned(points, step, { from: 0, to: 10_000, columns: 100 })
  expect(few.map(step)).toEqual(expect.arrayContaining([5005, 6006]))
})

test('of a part, one point beyond each end and the curve’s last are kept', () => {
  const points = curve(10_000, Math.cos)
  const few = thinned(points, step, { from: 2000, to: 2010, columns: 500 })
  expect(few.map(step)).toEqual([1999, 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010, 9999])
})

test('nothing stays nothing', () => {
  expect(thinned([], step, { from: 0, to: 1, columns: 100 })).toEqual([])
})
