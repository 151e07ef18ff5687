import { describe, expect, it } from 'vitest'
import { median, relativeDifference } from './statistics.ts'

describe('median', () => {
  it('is the middle one, in numeric order', () => {
    expect(median([100, 9, 20])).toBe(20)
  })

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([1, 10, 2, 4])).toBe(3)
  })

  it('is nothing of nothing', () => {
    expect(() => median([])).toThrow('no median of nothing')
  })
})

describe('relativeDifference', () => {
  it('is the largest, relative to what is expected', () => {
    expect(relativeDifference([1.01, 2.2, 3], [1, 2, 3])).toBeCloseTo(0.1, 12)
  })

  it('is nothing between equal losses', () => {
    expect(relativeDifference([0, 2], [0, 2])).toBe(0)
  })

  it.each([
    ['is no number', [NaN, 2]],
    ['is infinite', [1, Infinity]],
    ['is missing', [1]],
  ])('is infinite where a loss %s', (_, losses) => {
    expect(relativeDifference(losses, [1, 2])).toBe(Infinity)
  })
})
