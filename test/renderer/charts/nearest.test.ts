import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestIndex } from '../../../src-renderer/charts/nearest.ts'

const nearest = (values: readonly number[], wanted: number): number =>
  nearestIndex(values.length, (i) => values[i]!, wanted)

test('of two neighbours the nearer one is meant', () => {
  expect(nearest([0, 10, 20], 14)).toBe(1)
  expect(nearest([0, 10, 20], 16)).toBe(2)
})

test('beyond either end it is the end', () => {
  expect(nearest([5, 10], -100)).toBe(0)
  expect(nearest([5, 10], 100)).toBe(1)
})

test('nothing is nearest to nothing', () => {
  expect(nearest([], 1)).toBe(-1)
})

test('it is what looking at every value would find', () => {
  const ascending = fc.uniqueArray(fc.integer(), { minLength: 1 }).map((values) => values.sort((a, b) => a - b))
  fc.assert(
    fc.property(ascending, fc.integer(), (values, wanted) => {
      const distance = (value: number): number => Math.abs(value - wanted)
      expect(distance(values[nearest(values, wanted)]!)).toBe(Math.min(...values.map(distance)))
    }),
  )
})
