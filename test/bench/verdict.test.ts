import { describe, expect, it } from 'vitest'
import { formatFigure, tableOfMeasurements, verdictOf } from './verdict.ts'

describe('a target', () => {
  it.each([
    [1, { atLeast: 1 }, '≥ 1: met'],
    [0.999, { atLeast: 1 }, '≥ 1: NOT met'],
    [5, { atMost: 5 }, '≤ 5: met'],
    [5.01, { atMost: 5 }, '≤ 5: NOT met'],
    [NaN, { atMost: 5 }, '≤ 5: NOT met'],
  ])('of %d against %o is told as it is', (value, target, verdict) => {
    expect(verdictOf(value, target)).toBe(verdict)
  })
})

describe('a figure', () => {
  it.each([
    [0.012_345, '0.0123'],
    [1.004, '1.00'],
    [9.999, '10.00'],
    [42.65, '42.7'],
    [1234.5, '1,235'],
    [0, '0.00'],
    [-3.456, '-3.46'],
    [Infinity, 'Infinity'],
    [NaN, 'NaN'],
  ])('%d is written with about three digits', (value, text) => {
    expect(formatFigure(value)).toBe(text)
  })
})

it('puts measurements into a table, with the target of those that have one', () => {
  const table = tableOfMeasurements('Memory', [
    { what: 'with 60,000 images', value: 211.4, unit: 'MB', target: { atMost: 350 } },
    { what: 'empty', value: 60, unit: 'MB', target: null },
  ])
  expect(table.rows).toEqual([
    ['with 60,000 images', '211 MB', '≤ 350: met'],
    ['empty', '60.0 MB', ''],
  ])
})
