import { describe, expect, it } from 'vitest'
import { guessingLoss } from '../../../src-engine/explain/guessing-loss.ts'
import { datasetOf, experimentOf } from '../support/train.ts'

function guess(parts: Record<string, unknown>, train?: number[]): number {
  const experiment = experimentOf({ network: { layers: [{ type: 'dense', units: 1 }] }, ...parts })
  const dataset = datasetOf(experiment)
  return guessingLoss(
    experiment,
    dataset,
    Uint32Array.from(train ?? Array.from({ length: dataset.count }, (_, i) => i)),
  )
}

const inline = (targets: number[][]) => ({ name: 'inline', inputs: targets.map((_, i) => [i]), targets })

describe('what guessing costs', () => {
  it('is the variance of the targets with a squared error', () => {
    expect(guess({ dataset: inline([[1], [2], [6]]) })).toBeCloseTo((4 + 1 + 9) / 3, 14)
    expect(guess({ dataset: inline([[1], [2], [6]]), loss: 'half_squared_error' })).toBeCloseTo(14 / 6, 14)
  })

  it('is the entropy of the classes with a cross-entropy', () => {
    const dataset = inline([[1, 0], [0, 1], [1, 0], [1, 0]]) // prettier-ignore
    const entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25))
    expect(guess({ dataset, loss: 'categorical_cross_entropy' })).toBeCloseTo(entropy, 14)
    expect(guess({ dataset: inline([[1], [0], [1], [1]]), loss: 'binary_cross_entropy' })).toBeCloseTo(entropy, 14)
    expect(guess({ dataset: inline([[1], [1]]), loss: 'binary_cross_entropy' })).toBe(0)
  })

  it('counts each of several target words, by their common frequencies', () => {
    const dataset = { name: 'text', task: 'skip_gram', text: 'a b a b a b', window: 1 }
    // Contexts: b | a a | b b | a a | b b | a, so both words are as frequent, and there are 10 targets in 6 samples.
    expect(guess({ dataset, loss: 'categorical_cross_entropy' })).toBeCloseTo((10 / 6) * Math.log(2), 14)
  })

  it('is of the training samples alone', () => {
    expect(guess({ dataset: inline([[1], [2], [100]]) }, [0, 1])).toBeCloseTo(0.25, 14)
  })

  it('is no measure under negative sampling', () => {
    const dataset = { name: 'text', task: 'cbow', text: 'a b c' }
    expect(guess({ dataset, loss: 'categorical_cross_entropy', training: { negativeSampling: {} } })).toBe(Infinity)
  })
})
