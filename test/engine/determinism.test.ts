import { describe, expect, it } from 'vitest'
import { experimentOf, throughBytes, train, trainerOf, weightsOf } from './support/train.ts'

const layers = [{ type: 'dense', units: 5 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }]
const inputs = Array.from({ length: 50 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7)])
const targets = inputs.map(([x = 0, y = 0]) => [x * y > 0 ? 1 : 0])

function experimentFor(precision: 'float32' | 'float64', seed = 7) {
  return experimentOf({
    seed,
    network: { layers },
    dataset: { name: 'inline', inputs, targets, split: { train: 0.8, validation: 0.2 } },
    loss: 'binary_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.3, momentum: 0.9 },
    training: { epochs: 100, batchSize: 4, shuffle: true, precision },
  })
}

describe.each(['float32', 'float64'] as const)('in %s', (precision) => {
  it('the same experiment gives the same weights, to the last bit, over 1,000 steps', () => {
    const experiment = experimentFor(precision)
    const first = train(trainerOf(experiment))
    expect(first.position()).toEqual({ epoch: 100, batch: 0, step: 1000 })
    expect(weightsOf(train(trainerOf(experiment)))).toBe(weightsOf(first))
  })

  it('another seed gives other weights', () => {
    const other = train(trainerOf(experimentFor(precision, 8)))
    expect(weightsOf(other)).not.toBe(weightsOf(train(trainerOf(experimentFor(precision)))))
  })

  it.each([0, 1, 9, 10, 11, 437, 999, 1000])(
    'stopping after step %i and going on changes no bit, nor the curves',
    (step) => {
      const experiment = experimentFor(precision)
      const straight = trainerOf(experiment)
      const straightPoints = []
      while (!straight.done) straightPoints.push(...straight.step().points)

      const stopped = trainerOf(experiment)
      const points = []
      while (stopped.position().step < step) points.push(...stopped.step().points)
      const resumed = trainerOf(experiment, throughBytes(stopped.checkpoint()))
      while (!resumed.done) points.push(...resumed.step().points)

      expect(weightsOf(resumed)).toBe(weightsOf(straight))
      expect(points).toEqual(straightPoints)
      expect(resumed.evaluate('validation')).toEqual(straight.evaluate('validation'))
    },
  )
})

describe('units that start alike', () => {
  const zeros = { weightInit: { type: 'zeros' } }
  const experiment = experimentOf({
    network: { layers: [{ type: 'dense', units: 4, ...zeros }, { type: 'sigmoid' }, { type: 'dense', units: 1, ...zeros }, { type: 'sigmoid' }] }, // prettier-ignore
    dataset: { name: 'inline', inputs, targets },
    loss: 'binary_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.5, momentum: 0.9 },
    training: { epochs: 10, batchSize: 5 },
  })
  const hiddenRows = (trainer: ReturnType<typeof trainerOf>) => {
    const { value } = trainer.network.parameters[0] ?? { value: [] }
    return [0, 1, 2, 3].map((unit) => Array.from(value.slice(unit * 2, unit * 2 + 2)))
  }

  it('stay identical for 100 steps when all weights are zero (Konyagin), though they move', () => {
    const rows = hiddenRows(train(trainerOf(experiment), 100))
    rows.forEach((row) => {
      expect(row).toEqual(rows[0])
    })
    expect(rows[0]).not.toEqual([0, 0])
  })

  it('part once one weight is nudged', () => {
    const trainer = trainerOf(experiment)
    const first = trainer.network.parameters[0]
    if (first) first.value[0] = 1e-3
    const rows = hiddenRows(train(trainer, 100))
    expect(rows[0]).not.toEqual(rows[1])
    expect(rows[1]).toEqual(rows[2])
  })
})
