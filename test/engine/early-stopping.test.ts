import { describe, expect, it } from 'vitest'
import type { MetricPoint } from '../../src-engine/metrics.ts'
import { inEnglish } from '../../src-engine/sentence.ts'
import type { Trainer } from '../../src-engine/trainer.ts'
import { denseOf, experimentOf, throughBytes, train, trainerOf } from './support/train.ts'

const reasonOf = ({ stoppedEarly }: Trainer): string | null => stoppedEarly && inEnglish(stoppedEarly)

/**
 * One weight, and one sample an epoch that draws it from 0 to 1: after k epochs w = 1 − 0.9ᵏ. The validation sample
 * wants 0.6, so that its loss (w − 0.6)² is least after epoch 9, where 0.9⁹ = 0.387… is nearest to 0.4.
 */
function experimentWith(earlyStopping: object | null, epochs = 50) {
  return experimentOf({
    // With this seed the split keeps the second sample for validation.
    seed: 3,
    network: { layers: [denseOf([[0]])] },
    dataset: { name: 'inline', inputs: [[1], [1]], targets: [[1], [0.6]], split: { train: 0.5, validation: 0.5 } },
    optimizer: { type: 'sgd', learningRate: 0.05 },
    training: { epochs, earlyStopping },
  })
}

/** Trains to the end and tells at which epochs the loss was the lowest so far. */
function improvements(trainer: Trainer): number[] {
  const epochs: number[] = []
  while (!trainer.done) if (trainer.step().improved) epochs.push(trainer.position().epoch)
  return epochs
}

describe('early stopping', () => {
  it('is off unless asked for', () => {
    const trainer = trainerOf(experimentWith(null))
    expect(Array.from(trainer.parts.validation)).toEqual([1])
    expect(improvements(trainer)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(trainer.position().epoch).toBe(50)
    expect(trainer.stoppedEarly).toBeNull()
  })

  it('ends the run once the validation loss has not fallen for `patience` epochs, and says so', () => {
    const trainer = trainerOf(experimentWith({ patience: 3 }))
    expect(improvements(trainer).at(-1)).toBe(9)
    expect(trainer.position()).toEqual({ epoch: 12, batch: 0, step: 12 })
    // (0.4 − 0.9⁹)² = 0.000158244…
    expect(reasonOf(trainer)).toBe('stopped early: the loss has not fallen below 0.0001582 of epoch 9 since')
    expect(() => trainer.step()).toThrow('training is over')
  })

  it('waits for falls of more than minDelta, added up since the last one', () => {
    // 0.036286 after epoch 5, then 0.017277, less than 0.02 lower; 0.006130 after epoch 7 is.
    const trainer = train(trainerOf(experimentWith({ patience: 3, minDelta: 0.02 })))
    expect(trainer.position().epoch).toBe(10)
    expect(reasonOf(trainer)).toMatch(/ 0\.006130 of epoch 7 since$/)
    expect(train(trainerOf(experimentWith({ patience: 1, minDelta: 0.02 }))).position().epoch).toBe(6)
  })

  it('goes by the training loss where nothing is kept for validation', () => {
    const experiment = experimentOf({
      network: { layers: [denseOf([[0.5]])] },
      dataset: { name: 'inline', inputs: [[1]], targets: [[1]] },
      optimizer: { type: 'sgd', learningRate: 0 },
      training: { epochs: 50, earlyStopping: { patience: 4 } },
    })
    const trainer = train(trainerOf(experiment))
    expect(trainer.position().epoch).toBe(5)
    expect(reasonOf(trainer)).toMatch(/ 0\.2500 of epoch 1 since$/)
  })

  it('says nothing of a run that was over anyway', () => {
    const trainer = train(trainerOf(experimentWith({ patience: 3 }, 12)))
    expect(trainer.position().epoch).toBe(12)
    expect(trainer.stoppedEarly).toBeNull()
  })

  it.each([0, 1, 8, 9, 10, 11, 12])('goes on waiting after resuming from epoch %i', (epoch) => {
    const experiment = experimentWith({ patience: 3 })
    const stopped = train(trainerOf(experiment), epoch)
    const resumed = trainerOf(experiment, throughBytes(stopped.checkpoint()))
    const straight = train(trainerOf(experiment))
    expect(improvements(resumed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].filter((improved) => improved > epoch))
    expect(resumed.position()).toEqual(straight.position())
    expect(reasonOf(resumed)).toBe(reasonOf(straight))
    expect(resumed.checkpoint()).toEqual(straight.checkpoint())
  })

  it('ends the curves of a long run with the epoch it stopped at', () => {
    const experiment = experimentOf({
      network: { layers: [denseOf([[0.5]])] },
      dataset: { name: 'inline', inputs: [[1], [1]], targets: [[1], [1]] },
      optimizer: { type: 'sgd', learningRate: 0 },
      training: { epochs: 3000, earlyStopping: { patience: 300 } },
    })
    const trainer = trainerOf(experiment)
    const points: MetricPoint[] = []
    while (!trainer.done) points.push(...trainer.step().points)
    // After its beginning, so long a run is judged every second epoch and has a point every third step.
    expect(trainer.position()).toEqual({ epoch: 302, batch: 0, step: 604 })
    expect(
      points
        .filter(({ name }) => name === 'train.loss')
        .map(({ step }) => step)
        .slice(-3),
    ).toEqual([600, 603, 604])
  })
})
