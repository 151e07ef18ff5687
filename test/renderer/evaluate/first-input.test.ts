import { expect, test } from 'vitest'
import type { EvaluatedSample } from '../../../src-main/protocol.ts'
import { firstInput, fullestContext } from '../../../src-renderer/views/evaluate/first-input.ts'
import { groupSamples } from '../../../src-renderer/views/evaluate/sample-groups.ts'

const model = {
  inputShape: [6],
  targetShape: [4],
  task: 'classification' as const,
  classNames: null,
  inputNames: null,
  vocabulary: ['the', 'of', 'boat', 'owl'],
  scaling: { shift: [0], factor: [1] },
}

test('without data a context begins with the most frequent words', () => {
  expect(firstInput(model, { inputs: null, example: null, inputRange: { minimum: 0, maximum: 1 } })).toEqual([
    0, 1, 2, 3, -1, -1,
  ])
})

test('of contexts of the data the fullest is begun with', () => {
  expect(fullestContext([{ input: [3, -1, -1] }, { input: [3, 1, 2] }, { input: [2, 0, 1] }])).toEqual([3, 1, 2])
  expect(fullestContext([])).toBeNull()
})

test('samples that come again are counted with the first, others keep their place', () => {
  const sample = (index: number, input: number[], predicted: number): EvaluatedSample => ({
    index,
    name: `word ${index}`,
    input,
    output: [],
    truth: 1,
    predicted,
    probability: 0.5,
    target: null,
    loss: 1,
  })
  const groups = groupSamples([sample(4, [0], 2), sample(7, [1], 2), sample(9, [0], 2), sample(11, [0], 3)])
  expect(groups.map(({ sample: { index }, count }) => [index, count])).toEqual([[4, 2], [7, 1], [11, 1]]) // prettier-ignore
})
