import { expect, test } from 'vitest'
import { fuzzyMatch } from '../../../src-renderer/actions/fuzzy.ts'

const scoreOf = (query: string, text: string): number => fuzzyMatch(query, text)?.score ?? -Infinity

test('letters in order are enough, and those that were typed are marked', () => {
  expect(fuzzyMatch('dgt', 'Digits: convolution')?.marked).toEqual([0, 2, 4])
  expect(fuzzyMatch('tgd', 'Digits')).toBeNull()
})

test('beginnings of words and letters side by side come before letters here and there', () => {
  expect(scoreOf('tr', 'Train')).toBeGreaterThan(scoreOf('tr', 'Theme, dark'))
  expect(scoreOf('se', 'Save the experiment')).toBeLessThan(scoreOf('se', 'Settings'))
  expect(scoreOf('conv', 'Digits: convolution')).toBeGreaterThan(scoreOf('conv', 'Second one over'))
})

test('every word must occur, in any order', () => {
  expect(fuzzyMatch('skip village', 'Village words: skip-gram')).not.toBeNull()
  expect(fuzzyMatch('skip football', 'Village words: skip-gram')).toBeNull()
})

test('capitals and other alphabets do not matter', () => {
  expect(fuzzyMatch('ЦИФ', 'Цифры: свёрточная сеть')?.marked).toEqual([0, 1, 2])
})
