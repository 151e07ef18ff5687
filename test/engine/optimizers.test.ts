import { describe, expect, it } from 'vitest'
import { optimizers, schedules } from '../../src-engine/registry.ts'
import type { OptimizerSpec } from '../../src-engine/optimizers/index.ts'
import type { ScheduleSpec } from '../../src-engine/schedules/index.ts'
import { denseOf, experimentOf, throughBytes, train, trainerOf, weightsOf } from './support/train.ts'

const inputs = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7)])
const targets = inputs.map(([x = 0, y = 0]) => [x * y > 0 ? 1 : 0])
const layers = [{ type: 'dense', units: 5 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }]

/** Twelve epochs of three steps with everything that an update can have, so that all of it must go on where it was. */
function experimentFor(optimizer: object, schedule: object, precision: 'float32' | 'float64') {
  return experimentOf({
    seed: 7,
    network: { layers },
    dataset: { name: 'inline', inputs, targets },
    loss: 'binary_cross_entropy',
    optimizer: { learningRate: 0.05, warmupEpochs: 2, schedule, ...optimizer },
    training: { epochs: 12, batchSize: 4, shuffle: true, precision, l1: 0.001, l2: 0.01, clipNorm: 0.5 },
  })
}

/** Settings beyond the defaults, without which there is nothing to carry on, or which have no default. */
const optimizerSettings: Partial<Record<OptimizerSpec['type'], object>> = { sgd: { momentum: 0.9, nesterov: true } }
const scheduleSettings: Partial<Record<ScheduleSpec['type'], object>> = { step: { every: 2.5 } }

const combinations = optimizers.flatMap((optimizer) =>
  schedules.map((schedule) => ({
    optimizer: { type: optimizer.type, ...optimizerSettings[optimizer.type] },
    schedule: { type: schedule.type, ...scheduleSettings[schedule.type] },
  })),
)

describe.each(combinations)('$optimizer.type under a $schedule.type rate', ({ optimizer, schedule }) => {
  it.each(['float32', 'float64'] as const)(
    'stops at any step and goes on without changing a bit, in %s',
    (precision) => {
      const experiment = experimentFor(optimizer, schedule, precision)
      const straight = weightsOf(train(trainerOf(experiment)))
      for (const step of [1, 2, 3, 7, 18, 35]) {
        const stopped = train(trainerOf(experiment), step)
        const resumed = trainerOf(experiment, throughBytes(stopped.checkpoint()))
        expect(weightsOf(train(resumed)), `after step ${step}`).toBe(straight)
      }
    },
  )
})

describe('the state of an optimiser', () => {
  it.each(optimizers.map(({ type, slots }) => [type, slots] as const))(
    'of %s is all in the checkpoint',
    (type, slots) => {
      const optimizer = { type, ...optimizerSettings[type] }
      const checkpoint = train(trainerOf(experimentFor(optimizer, { type: 'constant' }, 'float64')), 5).checkpoint()
      expect(Object.keys(checkpoint.optimizer)).toEqual(slots)
      for (const tensors of Object.values(checkpoint.optimizer)) {
        expect(tensors.flatMap(({ values }) => Array.from(values)).every((value) => value !== 0)).toBe(true)
      }
    },
  )
})

describe('the first step', () => {
  /** How far one step moves two weights of 1 whose gradients are 2 and −0.002. */
  function firstChanges(optimizer: object): number[] {
    const experiment = experimentOf({
      network: { layers: [denseOf([[1, 1]])] },
      // The loss ½(o − y)² at o = 1 + 0.001 − … has the gradient (o − y)·x.
      dataset: { name: 'inline', inputs: [[1, -0.001]], targets: [[1 - 0.001 - 2]] },
      loss: 'half_squared_error',
      optimizer: { learningRate: 0.1, ...optimizer },
    })
    const [weight] = train(trainerOf(experiment), 1).network.parameters
    return Array.from(weight?.value ?? [], (value) => value - 1)
  }

  it('of Adam is one learning rate against the sign of each gradient, its averages corrected for starting at 0', () => {
    const [first, second] = firstChanges({ type: 'adam' })
    expect(first).toBeCloseTo(-0.1, 8)
    // −α·g / (|g| + ε) with g = −0.002
    expect(second).toBeCloseTo((0.1 * 0.002) / (0.002 + 1e-8), 12)
  })

  it('of AdamW draws the weights to zero as well', () => {
    const [plain = NaN] = firstChanges({ type: 'adam' })
    const [decayed] = firstChanges({ type: 'adamw', weightDecay: 0.5 })
    expect(decayed).toBeCloseTo(plain - 0.1 * 0.5, 14)
  })

  it('of AdaGrad is one learning rate, of RMSProp a rate by √(1 − decay)', () => {
    expect(firstChanges({ type: 'adagrad' })[0]).toBeCloseTo(-0.1, 9)
    expect(firstChanges({ type: 'rmsprop', decay: 0.75 })[0]).toBeCloseTo(-0.1 / Math.sqrt(0.25), 8)
  })

  it('of momentum is plain, of Nesterov momentum already looks ahead', () => {
    expect(firstChanges({ type: 'sgd', momentum: 0.5 })[0]).toBeCloseTo(-0.2, 14)
    expect(firstChanges({ type: 'sgd', momentum: 0.5, nesterov: true })[0]).toBeCloseTo(-0.3, 14)
  })
})
