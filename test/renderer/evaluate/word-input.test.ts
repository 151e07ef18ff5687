import { expect, test } from 'vitest'
import { wordInput, wordsOf } from '../../../src-renderer/views/evaluate/word-input.ts'

const vocabulary = ['the', 'boat', 'owl']

test('words are typed in any case and with any signs between them', () => {
  expect(wordInput('The owl, boat', vocabulary, 4)).toEqual({ input: [0, 2, 1, -1], unknown: [], left: 0 })
})

test('words it does not know are named, and do not take a place', () => {
  expect(wordInput('the dragon boat', vocabulary, 2)).toEqual({ input: [0, 1], unknown: ['dragon'], left: 0 })
})

test('words beyond what the network takes are counted', () => {
  expect(wordInput('the owl', vocabulary, 1)).toEqual({ input: [0], unknown: [], left: 1 })
})

test('an input is told in its words', () => {
  expect(wordsOf([2, -1, 0], vocabulary)).toEqual(['owl', 'the'])
})
