import { expect, test } from 'vitest'
import { fuzzyMatch } from '../../../src-renderer/actions/fuzzy.ts'

const scoreOf = (query: string, text: string): number => fuzzyMatch(query, text)?.score ?? -Infinity

test('letters in order are enough for a long word, and those that were typed are marked', () => {
  expect(fuzzyMatch('digts', 'Digits: convolution')?.marked).toEqual([0, 1, 2, 4, 5])
  expect(fuzzyMatch('tsgid', 'Digits')).toBeNull()
})

test('letters here and there are no match for a short word', () => {
  expect(fuzzyMatch('rate', 'Football words: skip-gram, another text')).toBeNull()
  expect(fuzzyMatch('png', 'Pause the training')).toBeNull()
  expect(fuzzyMatch('log', 'Loss: linear or logarithmic scale')?.marked).toEqual([16, 17, 18])
})

test('the beginning of a word comes before its inside, and that before letters here and there', () => {
  const [prefix, inside, scattered] = ['Run a model again', 'Remodels', 'My old ends'].map((text) =>
    scoreOf('model', text),
  )
  expect(prefix).toBeGreaterThan(inside ?? NaN)
  expect(inside).toBeGreaterThan(scattered ?? NaN)
  expect(scoreOf('tr', 'Train')).toBeGreaterThan(scoreOf('tr', 'Theme, extra'))
  expect(scoreOf('model', 'Model')).toBeGreaterThan(scoreOf('model', 'Models'))
})

test('every word must occur, in any order', () => {
  expect(fuzzyMatch('skip village', 'Village words: skip-gram')).not.toBeNull()
  expect(fuzzyMatch('skip football', 'Village words: skip-gram')).toBeNull()
})

test('capitals and other alphabets do not matter', () => {
  expect(fuzzyMatch('ЦИФ', 'Цифры: свёрточная сеть')?.marked).toEqual([0, 1, 2])
})
