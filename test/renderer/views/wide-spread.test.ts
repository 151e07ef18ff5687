import { expect, test } from 'vitest'
import { isWideSpread } from '../../../src-renderer/views/compare/wide-spread.ts'

const curve = (...values: number[]) => values.map((value, i) => ({ step: i, epoch: i, seconds: i, value }))

test('a run that diverges presses one that learns flat', () => {
  expect(isWideSpread([curve(0.7, 0.4, 0.2), curve(0.7, 90, 401)])).toBe(true)
  expect(isWideSpread([curve(0.7, 0.4, 0.2), curve(0.7, 90, 399)])).toBe(false)
})

test('what is not finite is not drawn, and says nothing', () => {
  expect(isWideSpread([curve(0.7, 0.4, 0.2), curve(0.7, NaN, Infinity)])).toBe(false)
  expect(isWideSpread([curve(), curve(NaN)])).toBe(false)
})
