import { expect, test } from 'vitest'
import { formatPair, readPair, stepPair } from '../../../src-renderer/design/pair-text.ts'

test.each([
  ['3', [3, 3]],
  ['3×5', [3, 5]],
  ['3x5', [3, 5]],
  ['3х5', [3, 5]],
  [' 3 , 5 ', [3, 5]],
  ['3 5', [3, 5]],
])('%j is read as %j', (text, pair) => {
  expect(readPair(text, 1, 1000)).toEqual(pair)
})

test.each(['', '0', '1.5', '3×', '×3', '3×0', '1001', '2×3×4', '-1', 'a'])('%j is no pair', (text) => {
  expect(readPair(text, 1, 1000)).toBeNull()
})

test('a pair is written the way it is read', () => {
  expect(readPair(formatPair([3, 5]), 1, 10)).toEqual([3, 5])
})

test('both sides are stepped together, each held in range', () => {
  expect(stepPair([3, 5], 1, 1, 10)).toEqual([4, 6])
  expect(stepPair([1, 3], -1, 1, 10)).toEqual([1, 2])
  expect(stepPair([3, 5], 10, 1, 10)).toEqual([10, 10])
})
