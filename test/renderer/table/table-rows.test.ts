import { expect, test } from 'vitest'
import TableRows from '../../../src-renderer/components/table/TableRows.vue'
import { csvSchema } from '../../../src-engine/datasets/csv/settings.ts'
import { draftOf, planTable } from '../../../src-renderer/table/table-plan.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'
import { mountView } from '../support/mount-view.ts'

const lines = ['a,b,c', '1,,3', '4,5', '6,7,8,9,10']

async function cellsOf(language: Language): Promise<{ text: string; classes: string[] }[][]> {
  const rows = lines.map((line, i) => ({ values: line.split(','), line: i + 1 }))
  const file = { path: '/a.csv', bytes: 1, mtime: 1, isZipped: false, startsWithMark: false }
  const beginning = { ...file, delimiter: ',' as const, rows, isWhole: true, problem: null }
  const plan = planTable(beginning, draftOf(csvSchema.parse({ name: 'csv', file: '/a.csv' })))
  const props = { plan, count: 3, rowAt: (index: number) => plan.rows[index] ?? null }
  const { wrapper } = await mountView(TableRows, props, { language })
  return wrapper
    .findAll('tbody tr')
    .map((row) => row.findAll('td').map((cell) => ({ text: cell.text(), classes: cell.classes() })))
}

test('a gap is not the same as a value that a shorter row does not have, and what is too many is shown', async () => {
  const cells = await cellsOf('en')
  expect(cells.map((row) => row.map(({ text }) => text))).toEqual([
    ['1', 'nothing', '3', ''],
    ['4', '5', 'no value', ''],
    ['6', '7', '8', 'too many: 9 · 10'],
  ])
  const marked = (name: string) => cells.map((row) => row.map(({ classes }) => classes.includes(name)))
  expect(marked('missing').flat().filter(Boolean)).toHaveLength(1)
  expect(marked('missing')[0]?.[1]).toBe(true)
  expect(marked('uneven')).toEqual([
    [false, false, false, false],
    [false, false, true, false],
    [false, false, false, true],
  ])
})

test('in Russian too', async () => {
  const cells = await cellsOf('ru')
  expect([cells[0]?.[1]?.text, cells[1]?.[2]?.text, cells[2]?.[3]?.text]).toEqual([
    'пусто',
    'нет значения',
    'лишнее: 9 · 10',
  ])
})
