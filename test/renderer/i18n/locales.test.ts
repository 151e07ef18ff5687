import { describe, expect, test } from 'vitest'
import { createTexts, russianPlural } from '../../../src-renderer/i18n/i18n.ts'
import en from '../../../src-renderer/locales/en/index.ts'
import ru from '../../../src-renderer/locales/ru/index.ts'

type Tree = { readonly [key: string]: string | Tree }

function texts(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : texts(value, `${path}${key}.`),
  )
}

const english = texts(en)
const russian = new Map(texts(ru))
const forms = (text: string): string[] => text.split(' | ')
const values = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

test('both languages have the same keys', () => {
  expect([...russian.keys()].sort()).toEqual(english.map(([key]) => key).sort())
})

test('no text is empty', () => {
  const empty = [...english, ...russian].filter(([, text]) => text.trim() === '')
  expect(empty).toEqual([])
})

test('a text is filled with the same values in both languages', () => {
  // The count of a plural may be spelt out in some form.
  const filled = (text: string): string[] =>
    values(text).filter((value) => value !== '{count}' || forms(text).length === 1)
  const different = english.filter(([key, text]) => filled(text).join() !== filled(russian.get(key) ?? '').join())
  expect(different).toEqual([])
})

test('a plural has two forms in English and three in Russian', () => {
  const counts = english.map(([key, text]) => [key, forms(text).length, forms(russian.get(key) ?? '').length])
  expect(counts.filter(([, inEnglish, inRussian]) => inRussian !== (inEnglish === 2 ? 3 : 1))).toEqual([])
})

test('every text can be compiled: no stray braces, pipes or at signs', () => {
  const { t } = createTexts('en').global
  for (const [key, text] of english) {
    if (forms(text).length === 1 && values(text).length === 0) expect(t(key), key).toBe(text)
  }
})

describe('Russian plurals', () => {
  test.each([
    [1, 0],
    [2, 1],
    [4, 1],
    [5, 2],
    [11, 2],
    [21, 0],
    [22, 1],
    [112, 2],
    [0, 2],
  ])('%d takes form %d', (count, form) => {
    expect(russianPlural(count, 3)).toBe(form)
  })

  test('are used by the texts', () => {
    const { t } = createTexts('ru').global
    const runs = (count: number): string => t('common.epochs', { count }, { plural: count })
    expect([1, 3, 5].map(runs)).toEqual(['1 эпоха', '3 эпохи', '5 эпох'])
  })
})
