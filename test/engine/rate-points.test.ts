import { expect, test } from 'vitest'
import { ratePoints } from '../../src-engine/rate-points.ts'
import { experimentOf } from './support/train.ts'

const optimizer = (values: object) =>
  experimentOf({ optimizer: values, network: { layers: [{ type: 'dense', units: 1 }] } }).optimizer

test('the curve has the rate of every update so far, with its jumps where it was changed', () => {
  const points = ratePoints({
    optimizer: optimizer({ type: 'sgd', learningRate: 0.1, schedule: { type: 'step', every: 1, factor: 0.5 } }),
    changes: [{ step: 6, learningRate: 1, momentum: 0 }],
    epochs: 3,
    stepsPerEpoch: 4,
    step: 9,
  })
  expect(points.map(({ value }) => value)).toEqual([0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.5, 0.5, 0.25])
  expect(points.at(-1)).toMatchObject({ step: 9, epoch: 2.25 })
})

test('a long run is drawn in a few hundred points', () => {
  const points = ratePoints({
    optimizer: optimizer({ type: 'sgd', learningRate: 0.1, schedule: { type: 'cosine' } }),
    changes: [{ step: 7, learningRate: 0.2, momentum: 0 }],
    epochs: 1000,
    stepsPerEpoch: 1000,
    step: 1_000_000,
  })
  expect(points.length).toBeLessThan(420)
  expect(points[0]!.step).toBe(1)
  expect(points.at(-1)!.step).toBe(1_000_000)
})
