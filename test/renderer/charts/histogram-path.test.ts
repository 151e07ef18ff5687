import { expect, test } from 'vitest'
import { histogramPath } from '../../../src-renderer/charts/histogram-path.ts'

test('the tallest bar fills the height, the others are in proportion', () => {
  expect(histogramPath([1, 4, 0], 30, 20)).toBe('M0 20V15.0H10.0V0.0H20.0V20.0H30.0V20Z')
})

test('a histogram of nothing draws nothing', () => {
  expect(histogramPath([0, 0], 30, 20)).toBe('')
})
