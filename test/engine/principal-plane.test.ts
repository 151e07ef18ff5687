import { describe, expect, it } from 'vitest'
import { createRng } from '../../src-engine/rng.ts'
import { principalPlane } from '../../src-engine/word2vec/principal-plane.ts'

describe('the plane in which vectors differ most', () => {
  it('has the longest direction across and the next one up', () => {
    // Along (1, 1, 0)/√2 by ±2, along z by ±1: variances 4 and 1 of the halves that lie there.
    const vectors = Float64Array.of(Math.SQRT2, Math.SQRT2, 0, -Math.SQRT2, -Math.SQRT2, 0, 0, 0, 1, 0, 0, -1)
    const { x, y, explained } = principalPlane(vectors, 4)
    expectClose(x, [2, -2, 0, 0])
    expectClose(y, [0, 0, 1, -1])
    expectClose(explained, [0.8, 0.2])
  })

  it('does not move with the vectors, and keeps distances where there are only two dimensions', () => {
    const rng = createRng(7)
    const vectors = Float64Array.from({ length: 40 }, () => 100 + rng.normal())
    const { x, y, explained } = principalPlane(vectors, 20)
    const distance = Math.hypot(x[0]! - x[1]!, y[0]! - y[1]!)
    expect(distance).toBeCloseTo(Math.hypot(vectors[0]! - vectors[2]!, vectors[1]! - vectors[3]!), 8)
    expect(explained[0] + explained[1]).toBeCloseTo(1, 8)
    expect(explained[0]).toBeGreaterThan(explained[1])
  })

  it('is a point where all vectors are the same', () => {
    const { x, y, explained } = principalPlane(Float32Array.of(1, 2, 1, 2), 2)
    expect([...x, ...y, ...explained]).toEqual([0, 0, 0, 0, 0, 0])
  })
})

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length)
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 9))
}
