import { describe, expect, it } from 'vitest'
import { guessDelimiter } from '../../../src-engine/datasets/csv/dialect.ts'
import { guessCsv, settingsOf } from '../../../src-engine/datasets/csv/guess.ts'
import { csvSchema } from '../../../src-engine/datasets/csv/settings.ts'

const given = csvSchema.parse({ name: 'csv', file: 'a.csv' })

/** What is guessed of lines with semicolons between their values. */
function guess(lines: readonly string[], changes: Partial<typeof given> = {}) {
  const rows = lines.map((line) => line.split(';'))
  return guessCsv(rows, ';', { ...given, ...changes })
}

const kindsOf = (lines: readonly string[]) => guess(lines).columns.map(({ role, kind }) => `${role} ${kind}`)

describe('the delimiter', () => {
  it.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1,5;2,5\n2,5;3,5\n', ';'],
    ['a\tb, c\n1\t2, 3\n4\t5\n', 'tab'],
    ['a|b|c\n1|2|3\n', '|'],
    ['"x; y; z",b\n"p; q",2\n', ','],
    ['a;b\n"1\n,,,,\n,,,,";2\n3;4\n', ';'],
    ['one\ntwo\n', ','],
    ['a;b;c\n1;2;3\n4;5,6', ';'],
    ['', ','],
  ])('of %j', (head, delimiter) => {
    expect(guessDelimiter(head)).toBe(delimiter)
  })
})

describe('the names of the columns', () => {
  it('are in the first row where numbers stand below words', () => {
    expect(guess(['a;b', '1;x', '2;x'])).toMatchObject({ header: 'yes', columns: [{ name: 'a' }, { name: 'b' }] })
  })

  it('are in the first row where its words never come again', () => {
    expect(guess(['size;colour', 'small;red', 'large;red'])).toMatchObject({ header: 'yes' })
    expect(guess(['small;red', 'large;red', 'small;blue'])).toMatchObject({
      header: 'no',
      columns: [{ name: 'column 1' }, {}],
    })
  })

  it('are not in a row of numbers', () => {
    expect(guess(['1;2', '3;4']).header).toBe('no')
    expect(guess(['a;2', 'b;4']).header).toBe('no')
  })

  it('may be missing for some', () => {
    expect(guess([';a;b', '0;5;x', '1;6;x']).columns.map(({ name }) => name)).toEqual(['column 1', 'a', 'b'])
  })
})

describe('the decimal sign', () => {
  it('is a comma where numbers are written so, and only so', () => {
    expect(guess(['a;b', '1,5;2', '3;4']).decimal).toBe('comma')
    expect(guess(['a;b', '1.5;2', '3;4,5']).decimal).toBe('point')
    expect(guess(['a;b', 'x,y;2', '3;4']).decimal).toBe('point')
  })
})

describe('kinds and roles', () => {
  it('the last column is the target; whole numbers from 0 or 1 up, and few, are classes there and numbers elsewhere', () => {
    const lines = Array.from({ length: 12 }, (_, i) => `${i % 3};${(i * 5) % 3}`)
    expect(kindsOf(['a;b', ...lines])).toEqual(['input number', 'target category'])
    const gap = lines.map((line) => line.replace(/2$/, '7'))
    expect(kindsOf(['a;b', ...gap])).toEqual(['input number', 'target number'])
  })

  it('few mistakes do not make a category of numbers, many do', () => {
    const lines = (wrong: number) => Array.from({ length: 40 }, (_, i) => `${i < wrong ? 'x' : i * 1.5};${i / 4}`)
    expect(kindsOf(['a;b', ...lines(3)])).toEqual(['input number', 'target number'])
    expect(kindsOf(['a;b', ...lines(8)])).toEqual(['input category', 'target number'])
  })

  it('what counts the rows, hardly ever repeats, or is empty is left out', () => {
    const lines = Array.from({ length: 120 }, (_, i) => `${i + 1};name ${i % 110};;${i + 1};${i / 8}`)
    expect(guess(['id;name;empty;age;y', ...lines]).columns.map(({ name, role }) => `${name} ${role}`)).toEqual([
      'id ignore',
      'name ignore',
      'empty ignore',
      'age input',
      'y target',
    ])
    expect(guess(['id;name;empty;age;y', ...lines]).columns.map(({ why }) => `${why.role} ${why.kind}`)).toEqual([
      'row_numbers numbers',
      'texts words',
      'empty empty',
      'useful numbers',
      'last numbers',
    ])
  })

  it('texts that are others in every row are left out from five rows on, whether the last column or not', () => {
    const rolesOf = (lines: readonly string[]) =>
      guess(['age;name;y', ...lines]).columns.map(({ role, why }) => `${role} ${why.role}`)
    const people = (count: number) => Array.from({ length: count }, (_, i) => `${(i * 7) % 5};person ${i};${i / 4}`)
    expect(rolesOf(people(12))).toEqual(['input useful', 'ignore different', 'target last'])
    expect(rolesOf(people(5))).toEqual(['input useful', 'ignore different', 'target last'])
    expect(rolesOf(people(4))).toEqual(['input useful', 'input useful', 'target last'])
    const one = [...people(11), '1;person 3;9']
    expect(rolesOf(one)).toEqual(['input useful', 'input useful', 'target last'])
    const behind = people(12).map((line) =>
      line
        .split(';')
        .toSorted((a, b) => a.length - b.length)
        .join(';'),
    )
    expect(rolesOf(behind)).toEqual(['input useful', 'target last', 'ignore different'])
    const said = guess(['age;name;y', ...people(12)], { columns: { name: { role: 'input' } } })
    expect(said.columns[1]).toMatchObject({ role: 'input', kind: 'category' })
  })

  it('what is given is not guessed', () => {
    const columns = { a: { kind: 'category', role: 'target' }, b: { role: 'input' } } as const
    expect(guess(['a;b;c', '1;2;3', '4;5;6'], { columns }).columns).toMatchObject([
      { role: 'target', kind: 'category' },
      { role: 'input', kind: 'number' },
      { role: 'input', kind: 'number' },
    ])
    expect(guess(['a;b', '1;2'], { target: 'a' }).columns.map(({ role }) => role)).toEqual(['target', 'input'])
  })
})

describe('gaps', () => {
  const lines = (gaps: number, target = 0) => [
    'a;y',
    ...Array.from({ length: 100 }, (_, i) => `${i < gaps ? '?' : i / 8};${i < target ? '' : i / 4}`),
  ]

  it('are counted, and a rule for them suggested: few rows are dropped, many are filled, targets never', () => {
    expect(guess(lines(0)).missing).toBe('error')
    expect(guess(lines(4)).missing).toBe('drop')
    expect(guess(lines(30)).missing).toBe('mean')
    expect(guess(lines(30, 1)).missing).toBe('drop')
    expect(guess(lines(30)).columns[0]?.survey).toMatchObject({
      missing: 30,
      count: 70,
      minimum: 3.75,
      maximum: 12.375,
    })
  })
})

it('a guess as settings says everything, so that it is never guessed again', () => {
  const first = guess(['a;b;c', '1,5;x;0', '2,5;y;1', '3;x;0', '4;y;1'])
  const settings = csvSchema.parse(settingsOf('a.csv', first))
  expect(settings).toMatchObject({ delimiter: ';', header: 'yes', decimal: 'comma', missing: 'error' })
  expect(settings.columns).toEqual({
    a: { role: 'input', kind: 'number' },
    b: { role: 'input', kind: 'category' },
    c: { role: 'target', kind: 'category' },
  })
})
