import { describe, expect, it } from 'vitest'
import { denseOf, experimentOf, train, trainerOf } from './support/train.ts'

/** One sample through two layers whose gradients are known: with o = 3·(2x) at x = 1 the loss ½o² gives dw₁ = 18, dw₂ = 12. */
function trainerWith(training: object, learningRate = 0) {
  return trainerOf(
    experimentOf({
      network: { layers: [denseOf([[2]]), denseOf([[3]])] },
      dataset: { name: 'inline', inputs: [[1]], targets: [[0]] },
      loss: 'half_squared_error',
      optimizer: { type: 'sgd', learningRate },
      training: { epochs: 2, ...training },
    }),
  )
}

function gradientsWith(training: object): number[] {
  return train(trainerWith(training), 1).network.parameters.map(({ gradient }) => gradient[0] ?? NaN)
}

const norm = Math.hypot(18, 12)

describe('clipping', () => {
  it('is off unless asked for', () => {
    expect(gradientsWith({})).toEqual([18, 12])
  })

  it('shortens the gradient of all parameters together to the limit and keeps its direction', () => {
    const [first = NaN, second = NaN] = gradientsWith({ clipNorm: 5 })
    expect(Math.hypot(first, second)).toBeCloseTo(5, 14)
    expect(first / second).toBeCloseTo(18 / 12, 14)
  })

  it('leaves a gradient within the limit as it is, to the last bit', () => {
    expect(gradientsWith({ clipNorm: norm + 1e-9 })).toEqual([18, 12])
    expect(gradientsWith({ clipNorm: norm - 1e-9 })).not.toEqual([18, 12])
  })

  it('counts the penalties in', () => {
    // 18 + 2 · 2 and 12 + 2 · 3
    const [first = NaN, second = NaN] = gradientsWith({ clipNorm: 1, l2: 2 })
    expect(first).toBeCloseTo(22 / Math.hypot(22, 18), 14)
    expect(second).toBeCloseTo(18 / Math.hypot(22, 18), 14)
  })

  it('holds for the step really taken', () => {
    const trainer = train(trainerWith({ clipNorm: 1 }, 0.5), 1)
    const [first, second] = trainer.network.parameters.map(({ value }) => value[0])
    expect(first).toBeCloseTo(2 - (0.5 * 18) / norm, 14)
    expect(second).toBeCloseTo(3 - (0.5 * 12) / norm, 14)
  })
})
