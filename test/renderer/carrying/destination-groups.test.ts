import { expect, test } from 'vitest'
import { destinationGroups } from '../../../src-renderer/carrying/destination-groups.ts'
import { sampleRun } from '../support/sample-runs.ts'

const tensors = [
  { name: 'layers.0.weight', found: [3, 2], needed: null },
  { name: 'layers.0.bias', found: [3], needed: null },
]
const title = { en: 'A flower', ru: 'Цветок' }
const example = { file: 'flower.json', experiment: {} as never, title, summary: title, note: title, source: title }
const saved = { id: 'e1', name: 'Kept', updatedAt: 0, directory: null, experiment: {} as never }

function groups(runs = [sampleRun({ id: 'a', parameterCount: 9 }), sampleRun({ id: 'b' })], search = '') {
  const how = {
    language: 'ru',
    nameOf: ({ id, name }: { id: string; name: string }) => `${id} ${name}`,
    search,
  } as const
  const found = destinationGroups({ tensors }, { runs, saved: [saved], examples: [example] }, how)
  return Object.fromEntries(found.map(({ kind, entries }) => [kind, entries.map(({ value }) => value)]))
}

test('runs with as many weights as the file come first, then all else there is', () => {
  expect(groups()).toEqual({
    fitting: ['run:a'],
    saved: ['saved:e1'],
    examples: ['example:flower.json'],
    runs: ['run:b'],
  })
  expect(Object.keys(groups())[0]).toBe('fitting')
})

test('words find any of them by what they are called', () => {
  expect(groups(undefined, 'b digits')).toEqual({ fitting: [], saved: [], examples: [], runs: ['run:b'] })
  expect(groups(undefined, 'цвет')).toMatchObject({ fitting: [], examples: ['example:flower.json'], runs: [] })
})

test('of a thousand runs the newest hundred are listed, and any is found', () => {
  const runs = Array.from({ length: 1000 }, (_, i) => sampleRun({ id: `r${999 - i}`, name: `number ${999 - i};` }))
  expect(groups(runs)['runs']).toHaveLength(100)
  expect(groups(runs)['runs']![0]).toBe('run:r999')
  expect(groups(runs, '7;')['runs']).toHaveLength(100)
  expect(groups(runs, 'number 7;')['runs']).toContain('run:r7')
})
