import { describe, expect, it } from 'vitest'
import { optimizerSchema } from '../../../src-engine/optimizers/index.ts'
import { isRateConstant } from '../../../src-engine/learning-rate.ts'
import { rateCurve } from '../../../src-renderer/design/rate-curve.ts'

const sgd = (values: object) => optimizerSchema.parse({ type: 'sgd', learningRate: 0.1, ...values })
const heights = (path: string): number[] =>
  path
    .slice(1)
    .split('L')
    .map((point) => Number(point.split(' ')[1]))

describe('the curve of the learning rate', () => {
  it('falls by steps, and stands on zero', () => {
    const curve = rateCurve(sgd({ schedule: { type: 'step', every: 2, factor: 0.5 } }), 4, 10, 100, 40)
    expect(new Set(heights(curve.path))).toEqual(new Set([0, 20]))
    expect(curve.highest).toBeCloseTo(0.1)
    expect(curve.last).toBeCloseTo(0.05)
  })

  it('rises through the warm-up to the full rate', () => {
    const { path, highest } = rateCurve(sgd({ warmupEpochs: 2 }), 4, 10, 100, 40)
    const [first, ...others] = heights(path)
    expect(first).toBeCloseTo(40 * (1 - 1 / 20))
    expect(others.at(-1)).toBe(0)
    expect(highest).toBeCloseTo(0.1)
  })

  it('reaches both ends of a long run and of a run of one step', () => {
    const long = rateCurve(sgd({ schedule: { type: 'cosine' } }), 1000, 1000, 100, 40)
    expect(long.path).toMatch(/^M0\.0 0\.0L.*100\.0 40\.0$/)
    expect(rateCurve(sgd({ warmupEpochs: 1 }), 1, 1, 100, 40).path).not.toContain('NaN')
    expect(rateCurve(sgd({ learningRate: 0, warmupEpochs: 1 }), 2, 5, 100, 40).path).not.toContain('NaN')
  })

  it('is not worth drawing where the rate never changes', () => {
    expect(isRateConstant(sgd({}))).toBe(true)
    expect(isRateConstant(sgd({ warmupEpochs: 1 }))).toBe(false)
    expect(isRateConstant(sgd({ schedule: { type: 'cosine' } }))).toBe(false)
  })
})
