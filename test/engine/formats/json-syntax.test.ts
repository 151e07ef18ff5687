import { describe, expect, test } from 'vitest'
import { parseJsonText, positionAt, scanJson } from '../../../src-engine/formats/json-syntax.ts'
import { say } from '../../../src-engine/sentence.ts'
import { createRng } from '../../../src-engine/rng.ts'

const parse = (text: string) => parseJsonText(text, say('correct it'))

describe('where a text stops being JSON', () => {
  test.each([
    ['{"a": 1,\n "b": NaN}', 'line 2, column 7 has "NaN}"'],
    ['{"a": 1,\r\n "b": 2,}', 'line 2, column 9 has "}"'],
    ['{"a" 1}', 'line 1, column 6 has "1}"'],
    ["{'a': 1}", `line 1, column 2 has "'a':"`],
    ['[1, 2] 3', 'line 1, column 8 has "3"'],
    ['[01]', 'line 1, column 3 has "1]"'],
    ['{"a": [1,\n2', 'it ends too early, at line 2, column 2'],
    ['', 'it ends too early, at line 1, column 1'],
    ['{"a": // note\n1}', 'line 1, column 7 has "//"'],
  ])('%j', (text, where) => {
    expect(() => parse(text)).toThrow(`is not JSON: ${where}; correct it`)
  })

  test('what nests without end is told, not followed', () => {
    expect(() => parse('['.repeat(1_000_000))).toThrow(/is not JSON: line 1, column \d+ has/)
  })

  test('is where JSON.parse stops too, of documents with any one character changed, added or lost', () => {
    const rng = createRng(7, 'json')
    const pick = (count: number) => Math.floor(rng.uniform() * count)
    const document = JSON.stringify({ a: [1, -2.5e-3, true, null, 'x\n"y'], ключ: { b: {}, c: [] }, d: 0 }, null, 1)
    const signs = '{}[]",:\\ \n\t0159.eE+-truefalsn'
    let broken = 0
    for (let i = 0; i < 5000; i++) {
      const at = pick(document.length)
      const text =
        document.slice(0, at) + (signs[pick(signs.length)] ?? '').repeat(pick(2)) + document.slice(at + pick(2))
      const isJson = (() => {
        try {
          JSON.parse(text)
          return true
        } catch {
          broken++
          return false
        }
      })()
      expect([text, scanJson(text) === null]).toEqual([text, isJson])
    }
    expect(broken).toBeGreaterThan(1000)
  })
})

test('a byte order mark is no mistake', () => {
  expect(parse('\ufeff{"a": 1}')).toEqual({ a: 1 })
})

test('lines and columns count from 1', () => {
  expect([0, 2, 3, 5].map((offset) => positionAt('ab\ncd', offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 2, column: 3 },
  ])
})
