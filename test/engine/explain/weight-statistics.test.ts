import { describe, expect, test } from 'vitest'
import { cosineOf, differenceOf, histogramOf, normOf, rangeOf } from '../../../src-engine/explain/weight-statistics.ts'

const of = (...values: number[]): Float32Array => Float32Array.from(values)

describe('two tensors as vectors', () => {
  test('have a length: 3, 4 gives 5', () => {
    expect(normOf(of(3, -4))).toBe(5)
    expect(normOf(of())).toBe(0)
  })

  test('point the same way, across or opposite', () => {
    expect(cosineOf(of(1, 2), of(2, 4))).toBeCloseTo(1, 12)
    expect(cosineOf(of(1, 0), of(0, 3))).toBe(0)
    expect(cosineOf(of(1, 1), of(-2, -2))).toBeCloseTo(-1, 12)
  })

  test('have no angle where one is all zeros', () => {
    expect(cosineOf(of(0, 0), of(1, 1))).toBeNull()
  })

  test('differ number by number, the first less the second', () => {
    expect([...differenceOf(of(1, 2), of(3, -1))]).toEqual([-2, 3])
  })
})

describe('a histogram', () => {
  test('counts every number once, both ends included', () => {
    expect(histogramOf(of(0, 0.25, 0.5, 1), 0, 1, 2)).toEqual([2, 2])
  })

  test('puts equal numbers into one bin', () => {
    expect(histogramOf(of(2, 2, 2), 2, 2, 3)).toEqual([3, 0, 0])
  })

  test('leaves out what is no number, as the range does', () => {
    expect(rangeOf(of(NaN, 1, -Infinity, -2))).toEqual([-2, 1])
    expect(histogramOf(of(NaN, 1, -Infinity, -2), -2, 1, 3)).toEqual([1, 0, 1])
    expect(rangeOf(of(NaN))).toBeNull()
  })
})
