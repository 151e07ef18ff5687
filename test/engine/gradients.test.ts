import { describe, expect, it } from 'vitest'
import { layers, losses } from '../../src-engine/registry.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { Trainer } from '../../src-engine/trainer.ts'
import { experimentOf, trainerOf } from './support/train.ts'

const inputs = [[0.3, -0.7], [1.2, 0.4], [-0.5, 0.9]] // prettier-ignore
const classTargets = [[1, 0, 0], [0, 0, 1], [0, 1, 0]] // prettier-ignore
const measuredTargets = [[0.2, 0.9, 0.4], [0.7, 0.1, 0.3], [0.5, 0.6, 0.8]] // prettier-ignore

/** A network of three samples in one batch, moved nowhere by its training step. */
function stillTrainer(stack: readonly unknown[], loss: string, targets: readonly (readonly number[])[]): Trainer {
  return trainerOf(
    experimentOf({
      seed: 5,
      network: { layers: stack },
      dataset: { name: 'inline', inputs, targets },
      loss,
      optimizer: { type: 'sgd', learningRate: 0 },
      training: { epochs: 1_000_000, batchSize: 3 },
    }),
  )
}

/** The largest relative difference between backpropagation and central differences over every parameter. */
function worstGradientError(trainer: Trainer): number {
  let worst = 0
  for (const { value, gradient } of trainer.network.parameters) {
    trainer.step()
    const analytic = Array.from(gradient)
    for (let i = 0; i < value.length; i++) {
      const kept = value[i] ?? NaN
      const h = 1e-5 * Math.max(1, Math.abs(kept))
      value[i] = kept + h
      const above = trainer.step().loss
      value[i] = kept - h
      const below = trainer.step().loss
      value[i] = kept
      const numeric = (above - below) / (2 * h)
      const scale = Math.max(Math.abs(numeric), Math.abs(analytic[i] ?? NaN), 1e-4)
      worst = Math.max(worst, Math.abs(numeric - (analytic[i] ?? NaN)) / scale)
    }
  }
  return worst
}

const dense = (units: number) => ({ type: 'dense', units, weightInit: { type: 'glorot_normal' }, biasInit: { type: 'normal', std: 0.1 } }) // prettier-ignore

describe('backpropagation agrees with central differences', () => {
  /** Settings a layer needs beyond its defaults, for types that have no working defaults. */
  const settings: Partial<Record<LayerSpec['type'], object>> = { dense: { units: 4 } }

  it.each(layers.map(({ type }) => type))('through %s, as registered', (type) => {
    const stack = [dense(4), { type, ...settings[type] }, dense(3)]
    expect(worstGradientError(stillTrainer(stack, 'half_squared_error', measuredTargets))).toBeLessThan(1e-6)
  })

  it.each(losses.map(({ name }) => name))('of %s, as registered', (loss) => {
    const needsClasses = loss === 'categorical_cross_entropy'
    const stack = [dense(4), { type: 'tanh' }, dense(3), { type: needsClasses ? 'softmax' : 'sigmoid' }]
    const targets = needsClasses ? classTargets : measuredTargets
    expect(worstGradientError(stillTrainer(stack, loss, targets))).toBeLessThan(1e-6)
  })

  it('of a sigmoid in front of softmax outputs scored as independent probabilities', () => {
    const stack = [dense(4), { type: 'sigmoid' }, dense(3), { type: 'softmax' }]
    expect(worstGradientError(stillTrainer(stack, 'binary_cross_entropy', classTargets))).toBeLessThan(1e-6)
  })
})
