import { expect, test } from 'vitest'
import { starterExperiment } from '../../../src-renderer/design/starter.ts'
import { positionAt } from '../../../src-engine/formats/json-syntax.ts'
import { findPlaces, formatJson, offsetOf } from '../../../src-renderer/design/json-text.ts'

test('every value is found where it stands', () => {
  const text = '{ "a": [1, { "b": "x\\"y" }],\n  "c": null }'
  const places = findPlaces(text)
  expect(places.brokenAt).toBeNull()
  expect(text.slice(offsetOf(places, ['a', 1, 'b']))).toMatch(/^"x/)
  expect(positionAt(text, offsetOf(places, ['c']))).toEqual({ line: 2, column: 8 })
  // What is missing is told at the value it is missing in.
  expect(offsetOf(places, ['a', 1, 'missing'])).toBe(text.indexOf('{ "b"'))
})

test.each([
  ['{ "a": 1, }', 10],
  ['{ "a": 01 }', 8],
  ['[1 2]', 3],
  ['{"a": 1} x', 9],
  ['', 0],
  ["{'a': 1}", 1],
])('%s stops being JSON at %i', (text, at) => {
  expect(() => JSON.parse(text) as unknown).toThrow()
  expect(findPlaces(text).brokenAt).toBe(at)
})

test('an experiment is written so that it reads back the same, with what is short on one line', () => {
  const experiment = starterExperiment()
  const text = formatJson(experiment)
  expect(JSON.parse(text)).toEqual(experiment)
  expect(findPlaces(text).brokenAt).toBeNull()
  expect(text).toContain('"split": { "train": 0.8, "validation": 0.1, "test": 0.1 }')
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(120)
})
