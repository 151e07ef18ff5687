import { describe, expect, it } from 'vitest'
import type { Trainer } from '../../src-engine/trainer.ts'
import { denseOf, experimentOf, trainerOf } from './support/train.ts'

const layers = [
  denseOf([[0.5, -2], [1, 0.25]], [3, -4]), // prettier-ignore
  { type: 'tanh' },
  denseOf([[-1.5, 0.75]], [0.5]),
]

/** Two samples in one batch, and steps that change nothing. */
function trainerWith(training: object): Trainer {
  const dataset = { name: 'inline', inputs: [[0.3, -0.7], [1.2, 0.4]], targets: [[0.2], [-0.9]] } // prettier-ignore
  const optimizer = { type: 'sgd', learningRate: 0 }
  return trainerOf(
    experimentOf({ network: { layers }, dataset, optimizer, training: { epochs: 1000, batchSize: 2, ...training } }),
  )
}

describe('penalties', () => {
  it('add λ₁ Σ|w| + ½λ₂ Σw² to the cost, biases left out, and leave the loss alone', () => {
    const { loss, cost } = trainerWith({ l1: 0.1, l2: 0.2 }).step()
    expect(loss).toBe(trainerWith({}).step().loss)
    // Σ|w| = 0.5 + 2 + 1 + 0.25 + 1.5 + 0.75 = 6; Σw² = 0.25 + 4 + 1 + 0.0625 + 2.25 + 0.5625 = 8.125
    expect(cost - loss).toBeCloseTo(0.1 * 6 + 0.1 * 8.125, 14)
  })

  it('are nothing unless asked for', () => {
    const { loss, cost } = trainerWith({}).step()
    expect(cost).toBe(loss)
  })

  it('count once for a batch, however its losses are reduced', () => {
    const { loss, cost } = trainerWith({ l2: 1, reduction: 'sum' }).step()
    expect(cost - loss).toBeCloseTo(8.125 / 2, 14)
  })

  it.each([{ l1: 0.1 }, { l2: 0.2 }, { l1: 0.3, l2: 0.4 }])(
    'are in the gradient as they are in the cost: %o',
    (given) => {
      const trainer = trainerWith(given)
      for (const { value, gradient } of trainer.network.parameters) {
        trainer.step()
        const analytic = Array.from(gradient)
        analytic.forEach((expected, i) => {
          const kept = value[i] ?? NaN
          const [above, below] = [1e-5, -1e-5].map((h) => {
            value[i] = kept + h
            return trainer.step().cost
          })
          value[i] = kept
          expect(((above ?? NaN) - (below ?? NaN)) / 2e-5).toBeCloseTo(expected, 8)
        })
      }
    },
  )

  it('leave a weight of zero where it is: |w| has no slope there, 0 is taken', () => {
    const still = [denseOf([[0, 1]])]
    const dataset = { name: 'inline', inputs: [[0, 0]], targets: [[0]] }
    const trainer = trainerOf(experimentOf({ network: { layers: still }, dataset, training: { l1: 0.5, l2: 0.5 } }))
    trainer.step()
    expect(Array.from(trainer.network.parameters[0]?.gradient ?? [])).toEqual([0, 1])
  })
})
