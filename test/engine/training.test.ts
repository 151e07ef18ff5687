import { describe, expect, it } from 'vitest'
import { decodeCheckpoint, encodeCheckpoint } from '../../src-engine/checkpoint.ts'
import { countCorrect } from '../../src-engine/metrics.ts'
import { inEnglish } from '../../src-engine/sentence.ts'
import { denseOf, experimentOf, train, trainerOf } from './support/train.ts'

const line = [{ type: 'dense', units: 1, weightInit: { type: 'zeros' } }]

describe('training', () => {
  it('takes the last, smaller batch too, and divides its loss by its own size', () => {
    const dataset = { name: 'inline', inputs: [[1], [1], [1]], targets: [[1], [1], [4]] }
    const experiment = experimentOf({ network: { layers: line }, dataset, optimizer: { type: 'sgd', learningRate: 0 }, training: { batchSize: 2 } }) // prettier-ignore
    const trainer = trainerOf(experiment)
    expect([trainer.step(), trainer.step()].map(({ loss, samples }) => [loss, samples])).toEqual([[16, 1], [16, 1]]) // prettier-ignore
  })

  it('sums instead of averaging when the reduction is sum: n times the gradient (Alekseev)', () => {
    const dataset = { name: 'inline', inputs: [[1], [2]], targets: [[1], [3]] }
    const gradientOf = (reduction: string) => {
      const trainer = trainerOf(
        experimentOf({ network: { layers: line }, dataset, training: { batchSize: 2, reduction } }),
      )
      const { loss } = trainer.step()
      return [loss, trainer.network.parameters[0]?.gradient[0]]
    }
    // With weight 0: loss 1² + 3² = 10, ∂/∂w = 2(0 − 1)·1 + 2(0 − 3)·2 = −14.
    expect(gradientOf('sum')).toEqual([10, -14])
    expect(gradientOf('mean')).toEqual([5, -7])
  })

  it('shows every sample once an epoch, in another order each epoch when shuffled', () => {
    const inputs = Array.from({ length: 20 }, (_, i) => [i])
    const orders = [true, false].map((shuffle) => {
      const experiment = experimentOf({
        network: { layers: line },
        dataset: { name: 'inline', inputs, targets: inputs },
        optimizer: { type: 'sgd', learningRate: 0 },
        training: { epochs: 2, shuffle },
      })
      const trainer = trainerOf(experiment)
      const seen: number[] = []
      while (!trainer.done) {
        trainer.step()
        seen.push(trainer.network.input[0] ?? NaN)
      }
      return [seen.slice(0, 20), seen.slice(20)]
    })
    const sorted = inputs.flat()
    expect(orders[1]).toEqual([sorted, sorted])
    expect(orders[0]?.map((order) => order.toSorted((a, b) => a - b))).toEqual([sorted, sorted])
    expect(orders[0]?.[0]).not.toEqual(sorted)
    expect(orders[0]?.[0]).not.toEqual(orders[0]?.[1])
  })

  it('learns XOR', () => {
    const experiment = experimentOf({
      seed: 3,
      network: { layers: [{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }] }, // prettier-ignore
      loss: 'binary_cross_entropy',
      optimizer: { type: 'sgd', learningRate: 0.5, momentum: 0.9 },
      training: { epochs: 200, batchSize: 4 },
    })
    const score = train(trainerOf(experiment)).evaluate('train')
    expect(score?.accuracy).toBe(1)
    expect(score?.loss).toBeLessThan(0.02)
  })

  it('stops as diverged when the loss is no longer finite, and leaves the weights as they were', () => {
    const experiment = experimentOf({
      network: { layers: [denseOf([[1, 1]])] },
      optimizer: { type: 'sgd', learningRate: 1e30 },
      dataset: { name: 'inline', inputs: [[1, 2]], targets: [[0]] },
      training: { epochs: 100 },
    })
    const trainer = trainerOf(experiment)
    while (!trainer.diverged) trainer.step()
    expect(inEnglish(trainer.diverged)).toMatch(/^the loss became Infinity in step \d+; try a smaller learning rate$/)
    const before = Array.from(trainer.network.parameters[0]?.value ?? [])
    trainer.step()
    expect(Array.from(trainer.network.parameters[0]?.value ?? [])).toEqual(before)
  })
})

describe('accuracy', () => {
  it('of one output counts the side of ½', () => {
    const output = Float64Array.of(0.2, 0.6, 0.5, 0.4)
    expect(countCorrect(4, 1, output, Float64Array.of(0, 1, 1, 1))).toBe(3)
  })

  it('of several outputs counts the largest', () => {
    const output = Float64Array.of(0.1, 0.7, 0.2, 0.5, 0.3, 0.2)
    expect(countCorrect(2, 3, output, Float64Array.of(0, 1, 0, 0, 0, 1))).toBe(1)
  })

  it('is not given where the targets are measured', () => {
    const dataset = { name: 'inline', inputs: [[1]], targets: [[0.4]] }
    expect(trainerOf(experimentOf({ network: { layers: line }, dataset })).evaluate('train')?.accuracy).toBeNull()
  })
})

describe('the curves', () => {
  const run = (epochs: number) => {
    const trainer = trainerOf(experimentOf({ network: { layers: line }, dataset: { name: 'xor', split: { train: 0.5, validation: 0.5 } }, training: { epochs } })) // prettier-ignore
    const points = []
    while (!trainer.done) points.push(...trainer.step().points)
    return points
  }

  it('have a training point for every step and a validation point for every epoch of a short run', () => {
    const points = run(10)
    expect(points.filter(({ name }) => name === 'train.loss').map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]) // prettier-ignore
    expect(points.filter(({ name }) => name === 'validation.accuracy').map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) // prettier-ignore
  })

  it('stay at about 2,500 points however long the run: the first 500 steps, then evenly, the last epoch among them', () => {
    const points = run(12_345).filter(({ name }) => name === 'train.loss')
    expect(points.length).toBeGreaterThan(1500)
    expect(points.length).toBeLessThanOrEqual(2501)
    expect(points.slice(0, 500).map(({ step }) => step)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1))
    expect(points.at(-1)?.epoch).toBe(12_345)
  })
})

describe('a checkpoint', () => {
  const experiment = experimentOf({
    network: { layers: [{ type: 'dense', units: 1 }] },
    training: { precision: 'float32' },
  })
  const bytes = encodeCheckpoint(train(trainerOf(experiment), 3).checkpoint())

  it('comes back from its bytes as it was', () => {
    const checkpoint = train(trainerOf(experiment), 3).checkpoint()
    expect(decodeCheckpoint(bytes)).toEqual(checkpoint)
    expect(checkpoint.position).toEqual({ epoch: 0, batch: 3, step: 3 })
    expect(checkpoint.optimizer.velocity?.map(({ name, shape }) => [name, shape])).toEqual([
      ['layers.0.weight', [1, 2]],
      ['layers.0.bias', [1]],
    ])
  })

  it('is read from a part of a larger buffer of Node’s, as a database gives it', () => {
    const shared = Buffer.concat([Buffer.alloc(3, 7), bytes])
    expect(decodeCheckpoint(shared.subarray(3))).toEqual(decodeCheckpoint(bytes))
  })

  it.each([0, 5, 11, 40, bytes.length - 1])('cut off after %i bytes is refused', (length) => {
    expect(() => decodeCheckpoint(bytes.slice(0, length))).toThrow('the checkpoint is damaged')
  })

  it('of another network is refused with both shapes', () => {
    const other = experimentOf({ network: { layers: [{ type: 'dense', units: 2 }, { type: 'dense', units: 1 }] }, training: { precision: 'float32' } }) // prettier-ignore
    expect(() => trainerOf(other, decodeCheckpoint(bytes))).toThrow('layers.0.weight: has shape 1×2; needs shape 2×2')
  })
})
