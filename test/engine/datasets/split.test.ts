import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usualSplit, wholeSet } from '../../../src-engine/datasets/dataset.ts'
import { splitSamples } from '../../../src-engine/datasets/split.ts'
import { createRng } from '../../../src-engine/rng.ts'

const inOrder = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Three shares that add up to 1, the first above 0. */
const splits = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.nat(100), fc.nat(100))
  .map(([a, b, c]) => ({ train: a / (a + b + c), validation: b / (a + b + c), test: c / (a + b + c) }))

describe('splitting samples', () => {
  it('10,000 samples by 0.8, 0.1, 0.1 make parts of 8,000, 1,000 and 1,000', () => {
    const parts = splitSamples(10_000, usualSplit, createRng(1))
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([8000, 1000, 1000])
  })

  it('every sample is in exactly one part, and training has at least one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), splits, fc.nat(), (count, split, seed) => {
        const { train, validation, test } = splitSamples(count, split, createRng(seed))
        expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual(inOrder(count))
        expect(train.length).toBeGreaterThan(0)
      }),
    )
  })

  it('no part strays from its share by more than one sample, where training need not be given its one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), splits, fc.nat(), (count, split, seed) => {
        fc.pre(count * split.train >= 0.5)
        const { train, validation, test } = splitSamples(count, split, createRng(seed))
        expect(Math.abs(train.length - count * split.train)).toBeLessThanOrEqual(0.5 + 1e-9)
        expect(Math.abs(validation.length - count * split.validation)).toBeLessThanOrEqual(1 + 1e-9)
        expect(Math.abs(test.length - count * split.test)).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  it('the whole set as training set keeps its order and draws no random number', () => {
    const rng = createRng(5)
    expect([...splitSamples(7, wholeSet, rng).train]).toEqual(inOrder(7))
    expect(rng.uint32()).toBe(createRng(5).uint32())
  })

  it('parts keep the order of the dataset, but are not its beginning and end', () => {
    const { train, test } = splitSamples(1000, { train: 0.5, validation: 0, test: 0.5 }, createRng(1))
    expect([...train]).toEqual([...train].sort((a, b) => a - b))
    const testInFirstHalf = test.filter((index) => index < 500).length
    expect(testInFirstHalf).toBeGreaterThan(200)
    expect(testInFirstHalf).toBeLessThan(300)
  })

  it('one seed gives one split, another seed another', () => {
    const split = (seed: number) => splitSamples(100, usualSplit, createRng(seed))
    expect(split(3)).toEqual(split(3))
    expect(split(3).test).not.toEqual(split(4).test)
  })

  it('a single sample is trained on, however small the share of training', () => {
    const parts = splitSamples(1, { train: 0.1, validation: 0.9, test: 0 }, createRng(1))
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([1, 0, 0])
  })
})
