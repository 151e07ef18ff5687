import { describe, expect, it } from 'vitest'
import { createRng, shuffle } from '../../src-engine/rng.ts'

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('random numbers', () => {
  it('are the same for the same seed and names', () => {
    const a = createRng(1, 'shuffle', 3)
    const b = createRng(1, 'shuffle', 3)
    expect(draws(100, a.uint32)).toEqual(draws(100, b.uint32))
  })

  it('are unrelated for another seed, name, number or order of names', () => {
    const firsts = [
      createRng(1, 'shuffle', 3),
      createRng(2, 'shuffle', 3),
      createRng(1 + 2 ** 32, 'shuffle', 3),
      createRng(1, 'shuffle', 4),
      createRng(1, 'split', 3),
      createRng(1, 3, 'shuffle'),
      createRng(1, 'shuffle', '3'),
      createRng(1, 'shuf', 'fle', 3),
      createRng(1),
    ].map((rng) => rng.uint32())
    expect(new Set(firsts).size).toBe(firsts.length)
  })

  it('are even over [0, 1): mean ½, variance ¹⁄₁₂, every tenth about as full', () => {
    const values = draws(100_000, createRng(3, 'uniform').uniform)
    expect(mean(values)).toBeCloseTo(0.5, 2)
    expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 3)
    const tenths = Array.from({ length: 10 }, (_, i) => values.filter((value) => Math.floor(value * 10) === i).length)
    // Standard deviation of a count is √(100,000 · 0.1 · 0.9) ≈ 95.
    tenths.forEach((count) => {
      expect(Math.abs(count - 10_000)).toBeLessThan(5 * 95)
    })
  })

  it('are normal: mean 0, variance 1, skewness 0, kurtosis 3, 68.3 % within one standard deviation', () => {
    const values = draws(200_000, createRng(4, 'normal').normal)
    const moment = (power: number) => mean(values.map((value) => value ** power))
    expect(moment(1)).toBeCloseTo(0, 1)
    expect(moment(2)).toBeCloseTo(1, 1)
    expect(Math.abs(moment(3))).toBeLessThan(0.05)
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1)
    expect(values.filter((value) => Math.abs(value) < 1).length / values.length).toBeCloseTo(0.6827, 2)
  })

  it('below a bound are the remainders of those that every remainder has equally many of', () => {
    for (const bound of [1, 2, 7, 8000, 2 ** 31, 3 * 2 ** 30, 2 ** 32]) {
      const limit = Math.floor(2 ** 32 / bound) * bound
      const whole = draws(300, createRng(6, bound).uint32).filter((value) => value < limit)
      const rng = createRng(6, bound)
      expect(draws(whole.length, () => rng.below(bound))).toEqual(whole.map((value) => value % bound))
    }
  })

  it('put a list into every order equally often', () => {
    const rng = createRng(5, 'shuffle')
    const counts = new Map<string, number>()
    for (let i = 0; i < 60_000; i++) {
      const order = Uint32Array.of(0, 1, 2)
      shuffle(order, rng)
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    counts.forEach((count) => {
      expect(Math.abs(count - 10_000)).toBeLessThan(5 * 92)
    })
  })
})
