import { describe, expect, test } from 'vitest'
import { csvSchema } from '../../../src-engine/datasets/csv/settings.ts'
import { inEnglish, verbatim } from '../../../src-engine/sentence.ts'
import type { TableBeginning } from '../../../src-main/protocol.ts'
import { setAllRoles, setColumn, setHeader, setRole } from '../../../src-renderer/table/table-edits.ts'
import { draftOf, fillingOf, planTable, widthsOf, type TableDraft } from '../../../src-renderer/table/table-plan.ts'

function beginningOf(lines: readonly string[]): TableBeginning {
  const rows = lines.map((line, i) => ({ values: line.split(';'), line: i + 1 }))
  const file = { path: '/a.csv', bytes: 1, mtime: 1, isZipped: false, startsWithMark: false }
  return { ...file, delimiter: ';', rows, isWhole: true, problem: null }
}

const draft: TableDraft = { ...draftOf(csvSchema.parse({ name: 'csv', file: '/a.csv' })), missing: null }
const weather = beginningOf(['t;sky;rain;feels', '1;grey;;cold', '2;blue;3;mild', 'NA;blue;4;warm', '4;pink;5;cold'])
const rolesOf = (said: TableDraft, table = weather) =>
  planTable(table, said).guess.columns.map(({ name, role, kind }) => `${name} ${role} ${kind}`)
const problemOf = (said: TableDraft, table = weather) => {
  const { problem } = planTable(table, said).outcome
  return problem && inEnglish(problem.message)
}

describe('what comes of the first rows', () => {
  test('is told by the same code that reads all of them: rows left out, widths, classes', () => {
    const plan = planTable(weather, { ...draft, missing: 'drop' })
    expect(plan.outcome).toMatchObject({ dropped: 2, problem: null })
    expect(plan.outcome.dataset).toMatchObject({ count: 2, inputShape: [4], classNames: ['cold', 'mild'] })
    expect([...widthsOf(plan, plan.outcome.dataset?.inputNames ?? [])]).toEqual([
      ['t', 1],
      ['sky', 2],
      ['rain', 1],
    ])
  })

  test('follows the rule for gaps of the table and of each column', () => {
    expect(problemOf({ ...draft, missing: 'error' })).toContain('line 2, column "rain": the value is missing')
    const filled = setColumn({ ...draft, missing: 'error' }, 'rain', 'missing', 'mean')
    expect(problemOf(filled)).toContain('line 4, column "t": the value is missing')
    const both = setColumn(filled, 't', 'missing', 'drop')
    expect(planTable(weather, both).outcome).toMatchObject({ dropped: 1, dataset: { count: 3 } })
  })

  test('is a problem by line where a row is of another length', () => {
    expect(problemOf(draft, beginningOf(['a;b', '1;2', '3']))).toBe('/a.csv, line 3: has one value, and line 1 has 2')
  })

  test('is the row that cannot be read, rather than what is wrong with those before it', () => {
    const message = verbatim('/a.csv, line 3: a quote is opened in this row and never closed')
    const cut = { ...beginningOf(['a;b', '1;2']), isWhole: false }
    expect(problemOf(draft, cut)).toContain('nothing to predict')
    const problem = { path: ['file'], message, remedy: verbatim('') }
    expect(problemOf(draft, { ...cut, problem })).toBe('/a.csv, line 3: a quote is opened in this row and never closed')
  })

  test('of a gap that is filled is a mean, or of a category none, and the words for it follow', () => {
    const plan = planTable(beginningOf(['n;sky;y', '1;blue;1', ';;2', '5;grey;3']), { ...draft, missing: 'mean' })
    expect(Array.from(plan.outcome.dataset?.inputs ?? []).slice(3, 6)).toEqual([3, 0, 0])
    expect(fillingOf(['number'])).toBe('mean')
    expect(fillingOf(['category'])).toBe('no_category')
    expect(fillingOf(['number', 'category'])).toBe('mean_or_no_category')
    expect(fillingOf([])).toBe('mean')
  })

  test('becomes settings in which nothing is left to be guessed, and which give the same plan', () => {
    const { spec } = planTable(weather, { ...draft, missing: 'drop' })
    expect(csvSchema.parse(spec)).toEqual(spec)
    expect(spec).toMatchObject({ delimiter: ';', header: 'yes', decimal: 'point', target: '' })
    expect(spec.columns['feels']).toEqual({ role: 'target', kind: 'category' })
    expect(planTable(weather, draftOf(spec)).spec).toEqual(spec)
  })

  test('of a thousand rows and ten columns takes no time to speak of', () => {
    const line = (i: number) => [...Array.from({ length: 9 }, (_, c) => (i * (c + 3)) % 997), `c${i % 3}`].join(';')
    const table = beginningOf(['a;b;c;d;e;f;g;h;i;y', ...Array.from({ length: 1000 }, (_, i) => line(i))])
    planTable(table, draft)
    const begun = performance.now()
    for (let i = 0; i < 5; i++) planTable(table, draft)
    expect((performance.now() - begun) / 5).toBeLessThan(100)
  })
})

describe('what a person says of columns', () => {
  const { guess } = planTable(weather, draft)

  test('a target takes the place of the one before', () => {
    expect(rolesOf(draft).at(-1)).toBe('feels target category')
    expect(rolesOf(setRole(draft, guess, 't', 'target'))).toEqual([
      't target number',
      'sky input category',
      'rain input number',
      'feels input category',
    ])
  })

  test('or is one more, where both are numbers', () => {
    const first = setRole(draft, guess, 't', 'target')
    const both = setRole(first, planTable(weather, first).guess, 'rain', 'another_target')
    expect(rolesOf({ ...both, missing: 'drop' }).filter((text) => text.includes('target'))).toHaveLength(2)
    expect(planTable(weather, { ...both, missing: 'drop' }).outcome.dataset?.targetShape).toEqual([2])
    const words = setRole(draft, guess, 'sky', 'another_target')
    expect(problemOf(setRole({ ...words, missing: 'drop' }, guess, 'feels', 'another_target'))).toContain(
      'not all are numbers',
    )
  })

  test('can be said of all at once; the target stays', () => {
    const none = setAllRoles(draft, guess, 'ignore')
    expect(rolesOf(none).map((text) => text.split(' ')[1])).toEqual(['ignore', 'ignore', 'ignore', 'target'])
    expect(problemOf(none)).toBe('/a.csv has no column to predict from')
  })

  test('stays with its column when the first row is no longer its name, and when it is again', () => {
    const said = setColumn(draft, 'sky', 'kind', 'category')
    const first = weather.rows[0]?.values ?? []
    const without = setHeader(said, planTable(weather, said).guess, first, 'no')
    expect(without.columns).toEqual({ 'column 2': { kind: 'category' } })
    expect(planTable(weather, without).rows).toHaveLength(5)
    const again = setHeader(without, planTable(weather, without).guess, first, 'yes')
    expect(again.columns).toEqual({ sky: { kind: 'category' } })
  })

  test('a target that an experiment names is a role like any other', () => {
    const spec = csvSchema.parse({ name: 'csv', file: '/a.csv', target: 'sky', missing: 'drop' })
    expect(rolesOf(draftOf(spec))[1]).toBe('sky target category')
  })
})
