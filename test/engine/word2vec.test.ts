import { describe, expect, it } from 'vitest'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { createObjective } from '../../src-engine/objective.ts'
import { createRng } from '../../src-engine/rng.ts'
import { indexSentences, subsample, windowsOf } from '../../src-engine/word2vec/contexts.ts'
import { nearestWords } from '../../src-engine/word2vec/nearest-words.ts'
import { createNoise } from '../../src-engine/word2vec/noise.ts'
import { buildVocabulary, sentencesOf } from '../../src-engine/word2vec/vocabulary.ts'
import { datasetOf, experimentOf, train, trainerOf } from './support/train.ts'

const text = 'I like playing football'
const stack = { layers: [{ type: 'dense', units: 2 }, { type: 'softmax' }] }
const textDataset = (dataset: object) =>
  datasetOf(experimentOf({ network: stack, dataset: { name: 'text', task: 'cbow', lowercase: false, ...dataset } }))

describe('the words of a text', () => {
  it('are found in every script, with hyphens and apostrophes inside, sentence by sentence', () => {
    expect(sentencesOf("Well-known: don't! Я люблю футбол.\n2 × 2 = 4", true)).toEqual([
      ['well-known', "don't"],
      ['я', 'люблю', 'футбол'],
      ['2', '2', '4'],
    ])
  })

  it('are counted, most frequent first, equals in the order of the text, rare ones left out', () => {
    const vocabulary = buildVocabulary(sentencesOf('b a a c b d a', true), 2)
    expect(vocabulary.words).toEqual(['a', 'b'])
    expect(vocabulary.counts).toEqual([3, 2])
    expect(['a', 'b', 'c'].map(vocabulary.indexOf)).toEqual([0, 1, -1])
  })

  it('that are frequent are left out with probability 1 − √(t / f), rare ones kept', () => {
    const sentences = [Array.from({ length: 10_000 }, (_, i) => (i % 100 === 0 ? 'rare' : 'often'))]
    const vocabulary = buildVocabulary(sentences, 1)
    const kept = subsample(indexSentences(sentences, vocabulary), vocabulary, 0.01, createRng(1))[0] ?? []
    expect(kept.filter((word) => word === 1)).toHaveLength(100)
    // √(0.01 / 0.99) = 0.1005: about 995 of 9,900 stay, with a standard deviation of 30.
    expect(Math.abs(kept.filter((word) => word === 0).length - 995)).toBeLessThan(5 * 30)
  })
})

describe('windows over "I like playing football"', () => {
  it('reach as far as they should on both sides and stop at the edges', () => {
    expect(windowsOf([[0, 1, 2, 3]], 2)).toEqual([
      { centre: 0, context: [1, 2] },
      { centre: 1, context: [0, 2, 3] },
      { centre: 2, context: [0, 1, 3] },
      { centre: 3, context: [1, 2] },
    ])
  })

  it('do not reach into the next sentence', () => {
    expect(windowsOf([[0, 1], [2]], 5)).toEqual([
      { centre: 0, context: [1] },
      { centre: 1, context: [0] },
    ])
  })

  it('become CBOW samples: the context in, the word in the middle out', () => {
    const dataset = textDataset({ text, window: 1 })
    expect(dataset.vocabulary).toEqual(['I', 'like', 'playing', 'football'])
    expect(dataset.inputShape).toEqual([2])
    expect(dataset.targetShape).toEqual([4])
    expect(Array.from(dataset.inputs)).toEqual([1, -1, 0, 2, 1, 3, 2, -1])
    expect([dataset.targetIndexes, ...dataset.targets]).toEqual([1, 0, 1, 2, 3])
  })

  it('become skip-gram samples: the word in, all its context out', () => {
    const dataset = textDataset({ text, task: 'skip_gram', window: 1 })
    expect(Array.from(dataset.inputs)).toEqual([0, 1, 2, 3])
    expect(dataset.targetIndexes).toBe(2)
    expect(Array.from(dataset.targets)).toEqual([1, -1, 0, 2, 1, 3, 2, -1])
  })

  it('become one sample for each context word when asked', () => {
    const dataset = textDataset({ text, window: 1, context: 'single' })
    expect(Array.from(dataset.inputs)).toEqual([1, 0, 2, 1, 3, 2])
    expect(Array.from(dataset.targets)).toEqual([0, 1, 1, 2, 2, 3])
  })

  it.each([
    [{ text: 'one' }, 'text: has 1 words that occur at least 1 times'],
    [{ text: 'a b c', minCount: 2 }, 'text: has 0 words that occur at least 2 times'],
    [{ text: 'a. b. c.' }, 'window: leaves no word with another one beside it'],
  ])('are refused when there is nothing to learn from: %o', (dataset, message) => {
    expect(() => textDataset(dataset)).toThrow(message)
  })
})

describe('nearest words', () => {
  const words = ['here', 'near', 'far', 'opposite', 'nowhere']
  const vectors = Float64Array.of(1, 0, 10, 1, 0, 3, -2, 0, 0, 0)

  it('are ordered by the cosine of the angle, whatever the length', () => {
    const found = nearestWords(words, vectors, 0, 4)
    expect(found.map(({ word }) => word)).toEqual(['near', 'far', 'nowhere', 'opposite'])
    expect(found.map(({ similarity }) => similarity)).toEqual([10 / Math.sqrt(101), 0, 0, -1])
  })
})

describe('noise words', () => {
  it('come as often as count^¾ says, and never when they never occur', () => {
    const noise = createNoise([16, 1, 0, 81], 0.75)
    const rng = createRng(1)
    const drawn = [0, 0, 0, 0]
    for (let i = 0; i < 36_000; i++) {
      const word = noise.draw(rng)
      drawn[word] = (drawn[word] ?? 0) + 1
    }
    // 8 : 1 : 0 : 27 of 36; the standard deviation of a count is at most 95.
    expect(drawn[2]).toBe(0)
    ;[8000, 1000, 0, 27_000].forEach((expected, word) => {
      expect(Math.abs((drawn[word] ?? NaN) - expected)).toBeLessThan(5 * 95)
    })
  })
})

describe('negative sampling', () => {
  const inputs = [[0.3, -0.7], [1.2, 0.4], [-0.5, 0.9]] // prettier-ignore
  const targets = [[1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0]] // prettier-ignore
  const experiment = experimentOf({
    network: { layers: [{ type: 'dense', units: 3, biasInit: { type: 'normal' } }, { type: 'tanh' }, { type: 'dense', units: 5, biasInit: { type: 'normal' } }, { type: 'softmax' }] }, // prettier-ignore
    dataset: { name: 'inline', inputs, targets },
    loss: 'categorical_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.3 },
    training: { epochs: 400, batchSize: 3, negativeSampling: { samples: 3 } },
  })

  it('has the gradient that central differences of its own loss have', () => {
    const { network } = trainerOf(experiment)
    const counts = () => Uint32Array.of(1, 1, 1, 1, 1)
    const objective = createObjective(experiment, network, 3, referenceKernels, counts)
    network.input.set(inputs.flat())
    objective.target.set(targets.flat())
    const loss = () => objective.trainingForward(3, { training: true, step: 7 })
    loss()
    objective.backward(3, 1)
    for (const { value, gradient } of network.parameters) {
      Array.from(gradient).forEach((analytic, i) => {
        const kept = value[i] ?? NaN
        value[i] = kept + 1e-5
        const above = loss()
        value[i] = kept - 1e-5
        const below = loss()
        value[i] = kept
        expect(Math.abs((above - below) / 2e-5 - analytic)).toBeLessThan(1e-9)
      })
    }
  })

  it('learns what the full softmax would say, without ever computing it in training', () => {
    const trainer = trainerOf(experiment)
    const before = trainer.evaluate('train')?.loss ?? NaN
    const names = new Set<string>()
    while (!trainer.done) trainer.step().points.forEach(({ name }) => names.add(name))
    expect([...names]).toEqual(['train.loss'])
    const after = trainer.evaluate('train')
    expect(after?.accuracy).toBe(1)
    expect(after?.loss).toBeLessThan(before / 4)
  })

  it('is refused where there is no softmax to stand in for', () => {
    const layers = [{ type: 'dense', units: 5 }, { type: 'sigmoid' }]
    const other = { ...experiment, network: experimentOf({ network: { layers } }).network, loss: 'mean_squared_error' }
    expect(() => train(trainerOf(other as typeof experiment))).toThrow('training.negativeSampling: stands in for')
  })
})
