import { describe, expect, it } from 'vitest'
import { referenceKernels as reference } from '../../../src-engine/kernels/reference.ts'
import { createBench, exact, fastKernels, unit, wrongIn } from './support/twins.ts'

const counts = Array.from({ length: 70 }, (_, i) => i + 1)
/** Numbers here are below 2: a handful of roundings. */
const roundings = 8 * unit

describe.each(fastKernels)('updates with %s kernels', (_name, create) => {
  const bench = createBench(create())
  const { kernels } = bench

  /** A run of state whose numbers and what stands behind them are compared after the update. */
  function stateOf(name: string, count: number, change = (x: number) => x) {
    const state = bench.output(name, count)
    state.set(bench.random(`${name} before`, count).map(change))
    return { state, expected: exact(state.subarray(0, count)) }
  }

  it.each([false, true])('SGD takes the reference’s step for any count (Nesterov: %s)', (nesterov) => {
    for (const count of counts) {
      const gradient = bench.random('gradient', count)
      const [value, velocity] = [stateOf('value', count), stateOf('velocity', count)] as const
      kernels.sgdMomentum(count, 0.1, 0.9, nesterov, gradient, velocity.state, value.state)
      reference.sgdMomentum(count, 0.1, 0.9, nesterov, exact(gradient), velocity.expected, value.expected)
      expect(wrongIn(velocity.state, velocity.expected, roundings)).toEqual([])
      expect(wrongIn(value.state, value.expected, roundings)).toEqual([])
    }
  })

  it.each([1, 2, 1000])('Adam and AdamW take the reference’s step %i for any count', (step) => {
    const constants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    for (const count of counts) {
      const gradient = bench.random('gradient', count)
      const [value, mean] = [stateOf('value', count), stateOf('mean', count)] as const
      const squares = stateOf('squares', count, (x) => x * x)
      const weightDecay = count % 2 === 0 ? 0.01 : 0
      const states = [mean.state, squares.state, value.state] as const
      kernels.adam(count, step, 0.001, weightDecay, constants, gradient, ...states)
      const expected = [mean.expected, squares.expected, value.expected] as const
      reference.adam(count, step, 0.001, weightDecay, constants, exact(gradient), ...expected)
      expect(wrongIn(mean.state, mean.expected, roundings)).toEqual([])
      expect(wrongIn(squares.state, squares.expected, roundings)).toEqual([])
      expect(wrongIn(value.state, value.expected, roundings)).toEqual([])
    }
  })

  it.each([
    ['RMSProp', 0.99, 0.01],
    ['AdaGrad', 1, 1],
  ] as const)('%s takes the reference’s step for any count', (_optimizer, kept, added) => {
    for (const count of counts) {
      const gradient = bench.random('gradient', count)
      const value = stateOf('value', count)
      const squares = stateOf('squares', count, (x) => x * x)
      kernels.descendBySquares(count, 0.01, kept, added, 1e-8, gradient, squares.state, value.state)
      const { expected } = squares
      reference.descendBySquares(count, 0.01, kept, added, 1e-8, exact(gradient), expected, value.expected)
      expect(wrongIn(squares.state, expected, roundings)).toEqual([])
      expect(wrongIn(value.state, value.expected, roundings)).toEqual([])
    }
  })

  it('penalises, measures and clips any count of numbers', () => {
    for (const count of counts) {
      const value = bench.random('value', count)
      value[count >> 1] = 0
      const gradient = stateOf('gradient', count)
      const penalty = kernels.addPenalty(count, 0.1, 0.01, value, gradient.state)
      expect(penalty).toBeCloseTo(reference.addPenalty(count, 0.1, 0.01, exact(value), gradient.expected), 12)
      expect(wrongIn(gradient.state, gradient.expected, roundings)).toEqual([])
      expect(kernels.sumOfSquares(count, value)).toBeCloseTo(reference.sumOfSquares(count, exact(value)), 12)
      gradient.expected.set(gradient.state.subarray(0, count))
      kernels.scale(count, 0.3, gradient.state)
      reference.scale(count, 0.3, gradient.expected)
      expect(wrongIn(gradient.state, gradient.expected, roundings)).toEqual([])
    }
  })

  it('lets NaN and infinity through to exactly the parameters whose gradient they are', () => {
    const gradient = bench.of('gradient', [NaN, 1, Infinity, -Infinity, 0, 1])
    const [value, velocity] = [stateOf('value', 6), stateOf('velocity', 6)] as const
    kernels.sgdMomentum(6, 0.1, 0.9, false, gradient, velocity.state, value.state)
    reference.sgdMomentum(6, 0.1, 0.9, false, exact(gradient), velocity.expected, value.expected)
    expect(wrongIn(value.state, value.expected, roundings)).toEqual([])
    expect(kernels.sumOfSquares(6, gradient)).toBeNaN()
  })
})
