import { expect } from 'vitest'

/** Every number within `tolerance` of the expected one, and as many of them; NaN is close to nothing. */
export function closeTo(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12): void {
  expect(found.length).toBe(expected.length)
  const errors = Array.from(found, (value, i) => Math.abs(value - (expected[i] ?? NaN)))
  const wrong = errors.findIndex((error) => !(error <= tolerance))
  expect(wrong === -1 ? null : { index: wrong, found: found[wrong], expected: expected[wrong] }).toBeNull()
}
