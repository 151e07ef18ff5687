import { describe, expect, it } from 'vitest'
import { numericDerivative } from '../../../src-engine/explain/numeric-derivative.ts'

/** f′(0) and how many steps it took. */
function derivativeOf(
  f: (x: number) => number,
  isEnough: (value: number) => boolean = () => false,
  leastUsable = Infinity,
) {
  const steps: number[] = []
  const found = numericDerivative(
    (h) => {
      steps.push(h)
      return h > leastUsable ? null : { change: f(h) - f(-h), distance: 2 * h }
    },
    ({ value }) => isEnough(value),
  )
  return { ...found, steps }
}

describe('a numeric derivative', () => {
  it.each([
    ['e^x', Math.exp, 1],
    ['sin 50x', (x: number) => Math.sin(50 * x), 50],
    ['a cubic', (x: number) => 3 + 2 * x - 5 * x ** 3, 2],
    ['1 / (1.01 + x), which has a pole at −1.01', (x: number) => 1 / (1.01 + x), -1 / 1.01 ** 2],
    ['tanh 300x', (x: number) => Math.tanh(300 * x), 300],
  ])('of %s is right to ten digits', (_name, f, expected) => {
    expect(Math.abs((derivativeOf(f).value ?? NaN) / expected - 1)).toBeLessThan(1e-10)
  })

  it('stops as soon as it is enough', () => {
    expect(derivativeOf((x) => x, (value) => value === 1).steps).toEqual([2 ** -4]) // prettier-ignore
    const two = derivativeOf(Math.exp, (value) => Math.abs(value - 1) < 1e-7)
    expect(two.steps).toEqual([2 ** -4, 2 ** -6])
    expect(two.value).not.toBe(1)
  })

  it('does not choose the estimate that pleases: one never content gets the one whose own error is smallest', () => {
    const asked: number[] = []
    const { value } = derivativeOf(Math.exp, (estimate) => asked.push(estimate) < 0)
    expect(Math.abs((value ?? NaN) - 1)).toBeLessThan(1e-12)
    expect(Math.abs((asked[0] ?? NaN) - 1)).toBeGreaterThan(1e-4)
  })

  it('uses only steps that can be used, and is null where there is none', () => {
    const { value, step } = derivativeOf((x) => (Math.abs(x) > 0.001 ? 7 : Math.sin(x)), undefined, 0.001)
    expect(value).toBeCloseTo(1, 10)
    expect(step).toBeLessThan(0.001)
    expect(numericDerivative(() => null, () => false)).toBeNull() // prettier-ignore
  })
})
