import { describe, expect, it } from 'vitest'
import { backward, forward, layerAlone, training } from '../support/layer.ts'
import { experimentOf, throughBytes, train, trainerOf, weightsOf } from '../support/train.ts'

const size = 10_000
const rate = 0.3
const ones = Array.from({ length: size }, () => 1)
const layer = (seed = 1) => layerAlone({ type: 'dropout', rate }, [size], seed)
const atStep = (step: number) => ({ training: true, step })

describe('dropout', () => {
  it('leaves out a share of its rate and scales up the rest', () => {
    const output = forward(layer(), ones)
    const dropped = output.filter((value) => value === 0).length
    // Five standard deviations of a binomial count.
    expect(Math.abs(dropped - rate * size)).toBeLessThan(5 * Math.sqrt(size * rate * (1 - rate)))
    expect(new Set(output)).toEqual(new Set([0, 1 / (1 - rate)]))
  })

  it('keeps the expected value of every number', () => {
    const network = layerAlone({ type: 'dropout', rate }, [2])
    const draws = 20_000
    const sums = [0, 0]
    for (let step = 0; step < draws; step++) {
      forward(network, [3, -5], 1, atStep(step)).forEach((value, i) => {
        sums[i] = (sums[i] ?? NaN) + value
      })
    }
    // One draw has the variance x²·rate/(1 − rate); five standard errors of the mean.
    const bound = (x: number) => 5 * Math.abs(x) * Math.sqrt(rate / (1 - rate) / draws)
    expect(Math.abs((sums[0] ?? NaN) / draws - 3)).toBeLessThan(bound(3))
    expect(Math.abs((sums[1] ?? NaN) / draws + 5)).toBeLessThan(bound(5))
  })

  it('lets everything through when the network is used', () => {
    const inputs = ones.map((_, i) => Math.sin(i))
    expect(forward(layer(), inputs, 1, { training: false, step: 0 })).toEqual(inputs)
  })

  it('at rate 0 lets everything through in training too', () => {
    expect(forward(layerAlone({ type: 'dropout', rate: 0 }, [3]), [1, 2, 3])).toEqual([1, 2, 3])
  })

  it('sends the gradient through what it let through, scaled alike', () => {
    const network = layer()
    const output = forward(network, ones)
    expect(backward(network, ones).dInput).toEqual(output)
  })

  it('draws the same in the same step, and something else in another step, under another seed, in another sample', () => {
    const first = forward(layer(), ones, 1, atStep(7))
    expect(forward(layer(), ones, 1, atStep(7))).toEqual(first)
    expect(forward(layer(), ones, 1, atStep(8))).not.toEqual(first)
    expect(forward(layer(2), ones, 1, atStep(7))).not.toEqual(first)
    const [one, two] = [0, 1].map((i) => forward(layer(), [...ones, ...ones], 2, training).slice(i * size, (i + 1) * size)) // prettier-ignore
    expect(one).not.toEqual(two)
  })

  it('draws differently in another place of the stack', () => {
    const dropout = { type: 'dropout', rate: 0.5 }
    const layers = [{ type: 'identity' }, dropout, dropout, { type: 'dense', units: 1 }]
    const inputs = [Array.from({ length: 64 }, () => 1)]
    const trainer = trainerOf(
      experimentOf({ dataset: { name: 'inline', inputs, targets: [[1]] }, network: { layers } }),
    )
    trainer.step()
    const masks = trainer.network.layers.map(({ buffers }) => Array.from(buffers.workspace.mask ?? []))
    expect(masks[1]).not.toEqual(masks[2])
  })

  it('ends a resumed run in the very weights of one that never stopped', () => {
    const layers = [{ type: 'dense', units: 6 }, { type: 'tanh' }, { type: 'dropout' }, { type: 'dense', units: 1 }]
    const experiment = experimentOf({ network: { layers }, training: { epochs: 12, shuffle: true } })
    const whole = weightsOf(train(trainerOf(experiment)))
    const half = train(trainerOf(experiment), 17)
    expect(weightsOf(train(trainerOf(experiment, throughBytes(half.checkpoint()))))).toBe(whole)
  })
})
