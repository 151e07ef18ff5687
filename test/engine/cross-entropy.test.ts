import { describe, expect, it } from 'vitest'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { binaryCrossEntropy } from '../../src-engine/losses/binary-cross-entropy.ts'
import { categoricalCrossEntropy } from '../../src-engine/losses/categorical-cross-entropy.ts'

const logits = Float64Array.of(0.2, -1.3, 2.4, 1.1, 0.7, -0.4)
const n = 2
const width = 3

describe('softmax and categorical cross-entropy', () => {
  const target = Float64Array.of(0, 0, 1, 1, 0, 0)
  const output = new Float64Array(6)
  referenceKernels.softmaxForward(n, width, logits, output)

  it('give the same loss and outputs merged and one after the other', () => {
    const ran = new Float64Array(6)
    const merged = categoricalCrossEntropy.merged?.value(n, width, logits, target, ran, referenceKernels)
    expect(ran).toEqual(output)
    expect(merged).toBeCloseTo(categoricalCrossEntropy.value(n, width, output, target), 14)
  })

  it('give p − t through the Jacobian too', () => {
    const dOutput = new Float64Array(6)
    const dInput = new Float64Array(6)
    categoricalCrossEntropy.gradient(n, width, 1, output, target, dOutput)
    referenceKernels.softmaxBackward(n, width, output, dOutput, dInput)
    dInput.forEach((value, i) => {
      expect(value).toBeCloseTo((output[i] ?? NaN) - (target[i] ?? NaN), 14)
    })
  })

  it('stay finite for scores of ±1000, where e^1000 overflows and the probability is 0', () => {
    const far = Float64Array.of(1000, -1000, 0)
    const right = Float64Array.of(1, 0, 0)
    const wrong = Float64Array.of(0, 1, 0)
    expect(categoricalCrossEntropy.merged?.value(1, 3, far, right, new Float64Array(3), referenceKernels)).toBe(0)
    expect(categoricalCrossEntropy.merged?.value(1, 3, far, wrong, new Float64Array(3), referenceKernels)).toBe(2000)
  })
})

describe('sigmoid and binary cross-entropy', () => {
  const target = Float64Array.of(0, 1, 0.3, 1, 0, 1)
  const output = new Float64Array(6)
  referenceKernels.activationForward('sigmoid', 6, 0, logits, output)

  it('give the same loss and outputs merged and one after the other', () => {
    const ran = new Float64Array(6)
    const merged = binaryCrossEntropy.merged?.value(n, width, logits, target, ran, referenceKernels)
    expect(ran).toEqual(output)
    expect(merged).toBeCloseTo(binaryCrossEntropy.value(n, width, output, target), 14)
  })

  it('give a − y through the derivative of the sigmoid too', () => {
    const dOutput = new Float64Array(6)
    const dInput = new Float64Array(6)
    binaryCrossEntropy.gradient(n, width, 1, output, target, dOutput)
    referenceKernels.activationBackward('sigmoid', 6, 0, logits, output, dOutput, dInput)
    dInput.forEach((value, i) => {
      expect(value).toBeCloseTo((output[i] ?? NaN) - (target[i] ?? NaN), 14)
    })
  })

  it('stay finite for scores of ±1000', () => {
    const far = Float64Array.of(1000, -1000)
    const lossOf = (...y: number[]) =>
      binaryCrossEntropy.merged?.value(1, 2, far, Float64Array.from(y), new Float64Array(2), referenceKernels)
    expect(lossOf(1, 0)).toBe(0)
    expect(lossOf(0, 1)).toBe(2000)
  })

  it('is the likelihood of the Matrix backprop chapter with its sign turned, so never negative', () => {
    const right = binaryCrossEntropy.value(1, 1, Float64Array.of(0.9), Float64Array.of(1))
    expect(right).toBeCloseTo(-Math.log(0.9), 15)
    expect(right).toBeGreaterThan(0)
  })
})
