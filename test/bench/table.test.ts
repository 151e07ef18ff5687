import { expect, it } from 'vitest'
import { tableAsMarkdown, tableAsText } from './table.ts'

const table = {
  title: 'Speeds',
  columns: ['network', 'lab'],
  rows: [
    ['784-100-10', '9'],
    ['2-2', '1,234'],
  ],
  notes: ['Measured twice.'],
}

it('writes a table for the terminal with its columns under each other', () => {
  expect(tableAsText(table).split('\n')).toEqual([
    'Speeds',
    '',
    'network       lab',
    '──────────  ─────',
    '784-100-10      9',
    '2-2         1,234',
    '',
    '* Measured twice.',
    '',
  ])
})

it('writes a table for a page', () => {
  expect(tableAsMarkdown(table).split('\n')).toEqual([
    '**Speeds**',
    '',
    '| network | lab |',
    '| --- | ---: |',
    '| 784-100-10 | 9 |',
    '| 2-2 | 1,234 |',
    '',
    '- Measured twice.',
    '',
  ])
})

it('ends a table without notes with its last row', () => {
  expect(tableAsMarkdown({ ...table, notes: [] })).toMatch(/1,234 \|\n$/)
})
