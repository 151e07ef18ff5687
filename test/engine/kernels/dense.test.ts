import { describe, expect, it } from 'vitest'
import { referenceKernels as reference } from '../../../src-engine/kernels/reference.ts'
import {
  createBench,
  exact,
  fastKernels,
  magnitudes,
  poison,
  shapesOf3,
  unit,
  wrongIn,
  type Bench,
} from './support/twins.ts'

type Shape = readonly [n: number, nIn: number, nOut: number]

/** What is wrong with a forward pass. Each of `k` products and sums may round once. */
function wrongForward({ kernels, random, output }: Bench, [n, nIn, nOut]: Shape, hasBias: boolean, change = keep) {
  const input = change(random('input', n * nIn))
  const weight = change(random('weight', nOut * nIn))
  const bias = hasBias ? random('bias', nOut) : null
  const found = output('output', n * nOut)
  kernels.denseForward(n, nIn, nOut, input, weight, bias, found)
  const run = (of: typeof exact) => {
    const result = new Float64Array(n * nOut)
    reference.denseForward(n, nIn, nOut, of(input), of(weight), bias && of(bias), result)
    return result
  }
  return wrongIn(
    found,
    run(exact),
    run(magnitudes).map((sum) => (nIn + 2) * unit * sum),
  )
}

/** What is wrong with a backward pass. */
function wrongBackward({ kernels, random, output }: Bench, [n, nIn, nOut]: Shape, needsAll: boolean, change = keep) {
  const input = change(random('input', n * nIn))
  const weight = change(random('weight', nOut * nIn))
  const dOutput = change(random('dOutput', n * nOut))
  const dInput = needsAll ? output('dInput', n * nIn) : null
  const dWeight = output('dWeight', nOut * nIn)
  const dBias = needsAll ? output('dBias', nOut) : null
  kernels.denseBackward(n, nIn, nOut, input, weight, dOutput, dInput, dWeight, dBias)
  const run = (of: typeof exact) => {
    const [dX, dW, db] = [new Float64Array(n * nIn), new Float64Array(nOut * nIn), new Float64Array(nOut)] as const
    reference.denseBackward(n, nIn, nOut, of(input), of(weight), of(dOutput), dX, dW, db)
    return { dX, dW, db }
  }
  const expected = run(exact)
  const sums = run(magnitudes)
  return [
    ...(dInput
      ? wrongIn(
          dInput,
          expected.dX,
          sums.dX.map((sum) => (nOut + 1) * unit * sum),
        )
      : []),
    ...wrongIn(
      dWeight,
      expected.dW,
      sums.dW.map((sum) => (n + 1) * unit * sum),
    ),
    ...(dBias
      ? wrongIn(
          dBias,
          expected.db,
          sums.db.map((sum) => n * unit * sum),
        )
      : []),
  ]
}

const keep = (values: Float32Array) => values

describe.each(fastKernels)('dense layers with %s kernels', (_name, create) => {
  const bench = createBench(create())
  // Beyond the blocks of 256 rows that products are cut into.
  const large: Shape[] = [[3, 300, 17], [300, 9, 7], [5, 7, 300], [270, 5, 530], [33, 784, 100]] // prettier-ignore

  it('agree with the reference forward, whatever the sizes', () => {
    for (const shape of [...shapesOf3(), ...large]) {
      expect([shape, wrongForward(bench, shape, true)]).toEqual([shape, []])
    }
  })

  it('agree with the reference backward, whatever the sizes', () => {
    for (const shape of [...shapesOf3(), ...large]) {
      expect([shape, wrongBackward(bench, shape, true)]).toEqual([shape, []])
    }
  })

  it('leave out the bias and the gradients nobody needs', () => {
    expect(wrongForward(bench, [13, 21, 9], false)).toEqual([])
    expect(wrongBackward(bench, [13, 21, 9], false)).toEqual([])
  })

  it('pass on NaN and infinity to the same numbers as the reference, and to no other', () => {
    for (let round = 0; round < 50; round++) {
      const shape: Shape = [1 + bench.rng.below(12), 1 + bench.rng.below(20), 1 + bench.rng.below(20)]
      const change = (values: Float32Array) => poison(values, bench.rng)
      expect([shape, wrongForward(bench, shape, true, change)]).toEqual([shape, []])
      expect([shape, wrongBackward(bench, shape, true, change)]).toEqual([shape, []])
    }
  })
})
