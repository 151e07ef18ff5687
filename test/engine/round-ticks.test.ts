import { expect, test } from 'vitest'
import { roundTicks, ticksAround } from '../../src-engine/round-ticks.ts'

test('marks stand at multiples of 1, 2 or 5 of a power of ten, inside the bounds', () => {
  expect(roundTicks(198_000, 535_000, 5)).toEqual([200_000, 300_000, 400_000, 500_000])
  expect(roundTicks(-0.31, 0.42, 5)).toEqual([-0.2, 0, 0.2, 0.4])
  expect(roundTicks(0, 1, 4)).toEqual([0, 0.5, 1])
})

test('where all values are one there is one mark', () => {
  expect(roundTicks(3, 3, 5)).toEqual([3])
})

test('an axis that ends at round numbers holds all that lies between', () => {
  expect(ticksAround(0, 0.7312, 4)).toEqual([0, 0.2, 0.4, 0.6, 0.8])
  expect(ticksAround(7.7, 9.1, 4)).toEqual([7.5, 8, 8.5, 9, 9.5])
})
