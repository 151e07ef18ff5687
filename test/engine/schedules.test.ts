import { describe, expect, it } from 'vitest'
import { scheduleOf } from '../../src-engine/registry.ts'
import type { ScheduleSpec } from '../../src-engine/schedules/index.ts'
import { experimentOf, trainerOf } from './support/train.ts'

/** The rate of a run over 10 epochs whose learning rate is 0.8. */
function rateAt(spec: ScheduleSpec, epoch: number): number {
  return scheduleOf(spec).rate(spec, 0.8, epoch, 10)
}

describe('the learning rate', () => {
  it('stays as it is when constant', () => {
    expect([0, 3.7, 9.99].map((epoch) => rateAt({ type: 'constant' }, epoch))).toEqual([0.8, 0.8, 0.8])
  })

  it('falls by its factor every so many epochs, with the first step of the epoch that is due', () => {
    const spec = { type: 'step', every: 3, factor: 0.5 } as const
    const epochs = [0, 2.99, 3, 5.99, 6, 9.99]
    expect(epochs.map((epoch) => rateAt(spec, epoch))).toEqual([0.8, 0.8, 0.4, 0.4, 0.2, 0.1])
  })

  it('falls in time where the epochs between drops are no whole number, 0.3 / 0.1 being below 3', () => {
    expect(0.3 / 0.1).toBeLessThan(3)
    expect(rateAt({ type: 'step', every: 0.1, factor: 0.5 }, 0.3)).toBe(0.1)
  })

  it('falls smoothly by its decay every epoch when exponential', () => {
    const spec = { type: 'exponential', decay: 0.25 } as const
    expect([0, 0.5, 1, 2].map((epoch) => rateAt(spec, epoch))).toEqual([0.8, 0.4, 0.2, 0.05])
  })

  it('follows half a cosine from the full rate to the least', () => {
    const spec = { type: 'cosine', minimum: 0.2 } as const
    // cos 0 = 1, cos π/3 = ½, cos π/2 = 0, cos 2π/3 = −½, cos π = −1
    const rates = [0, 10 / 3, 5, 20 / 3, 10].map((epoch) => rateAt(spec, epoch))
    const expected = [0.8, 0.65, 0.5, 0.35, 0.2]
    rates.forEach((rate, i) => expect(rate).toBeCloseTo(expected[i] ?? NaN, 15))
  })
})

describe('warm-up', () => {
  /** The rates of the first seven steps, four steps an epoch. */
  function ratesOf(optimizer: object): number[] {
    const training = { epochs: 4, batchSize: 1 }
    const layers = [{ type: 'dense', units: 1 }]
    const experiment = experimentOf({ network: { layers }, optimizer: { type: 'sgd', learningRate: 0.8, ...optimizer }, training }) // prettier-ignore
    const { update } = trainerOf(experiment)
    return [1, 2, 3, 4, 5, 6, 7].map((step) => update.learningRate(step))
  }

  it('rises in a straight line, from one share of the rate to the whole of it', () => {
    expect(ratesOf({ warmupEpochs: 1 })).toEqual([0.2, 0.4, 0.6000000000000001, 0.8, 0.8, 0.8, 0.8])
  })

  it('may last a part of an epoch, or none', () => {
    expect(ratesOf({ warmupEpochs: 0.5 })).toEqual([0.4, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8])
    expect(ratesOf({})).toEqual([0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8])
  })

  it('weakens a schedule that goes on meanwhile', () => {
    const schedule = { type: 'step', every: 0.5, factor: 0.5 }
    // Shares of ¼, ½, ¾ and 1 of the rates 0.8, 0.8, 0.4, 0.4.
    const rates = ratesOf({ warmupEpochs: 1, schedule })
    const expected = [0.2, 0.4, 0.3, 0.4, 0.2, 0.2, 0.1]
    rates.forEach((rate, i) => expect(rate).toBeCloseTo(expected[i] ?? NaN, 15))
  })

  it('decides the size of the steps really taken', () => {
    const layers = [{ type: 'dense', units: 1, bias: false, weightInit: { type: 'values', values: [[0]] } }]
    // Loss (w − 1)² at w = 0 has gradient −2, so the first change is twice the rate.
    const dataset = { name: 'inline', inputs: [[1], [1]], targets: [[1], [1]] }
    const optimizer = { type: 'sgd', learningRate: 0.3, warmupEpochs: 1.5 }
    const trainer = trainerOf(experimentOf({ network: { layers }, dataset, optimizer, training: { epochs: 2 } }))
    trainer.step()
    expect(trainer.network.parameters[0]?.value[0]).toBeCloseTo(0.2, 15)
  })
})
