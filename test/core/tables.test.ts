import { statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { TableSurvey } from '../../src-main/protocol.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { largeRow, writeLargeTable } from '../support/large-table.ts'
import { longestPause } from '../support/longest-pause.ts'
import { openTestLab, type TestLab } from './temporary-lab.ts'

const cut = { delimiter: ';', header: 'yes', decimal: 'point', missingMarkers: ['', 'NA'] as string[] } as const

function place(name: string, content: string | Uint8Array): { file: string; directory: string } {
  const directory = temporaryFolder()
  writeFileSync(join(directory, name), content)
  return { file: name, directory }
}

const survey = (lab: TestLab, where: { file: string; directory: string | null }, width: number) =>
  lab.ask('surveyTable', { ...where, ...cut, width, ticket: 'all' })

describe('the beginning of a table', () => {
  test('is cut by what separates it, with the lines its rows begin at', async () => {
    const where = place('a.csv', '\ufeffx;note\n\n1,5;"two\nlines"\n2;"a ""word"""\n')
    const found = await openTestLab().ask('previewTable', { ...where, delimiter: 'auto' })
    expect(found).toMatchObject({
      path: join(where.directory, 'a.csv'),
      bytes: statSync(join(where.directory, 'a.csv')).size,
      delimiter: ';',
      startsWithMark: true,
      isZipped: false,
      isWhole: true,
      problem: null,
    })
    expect(found.rows).toEqual([
      { values: ['x', 'note'], line: 1 },
      { values: ['1,5', 'two\nlines'], line: 3 },
      { values: ['2', 'a "word"'], line: 5 },
    ])
  })

  test('may be cut otherwise, and ends after a thousand rows and the names', async () => {
    const lines = Array.from({ length: 1500 }, (_, i) => `${i};${i}|x`)
    const where = place('a.csv', `${lines.join('\n')}\n`)
    const { rows, isWhole } = await openTestLab().ask('previewTable', { ...where, delimiter: '|' })
    expect([rows.length, isWhole]).toEqual([1001, false])
    expect(rows[1000]?.values).toEqual(['1000;1000', 'x'])
  })

  test('reaches to what is wrong with it, which is told by file and line', async () => {
    const where = place('broken.csv', 'x;y\n1;2\n3;"4\n5;6\n')
    const { rows, problem } = await openTestLab().ask('previewTable', { ...where, delimiter: 'auto' })
    expect(rows.map(({ values }) => values.join())).toEqual(['x,y', '1,2'])
    expect(problem?.message.values).toMatchObject({ file: 'broken.csv', line: 3 })
  })

  test('of what is no table is refused', async () => {
    const lab = openTestLab()
    const wanted = { delimiter: 'auto' } as const
    expect((await lab.refusal('previewTable', { ...place('empty.csv', '\n\n'), ...wanted })).message).toContain(
      'empty.csv is empty',
    )
    expect((await lab.refusal('previewTable', { file: '/nowhere.csv', directory: null, ...wanted })).message).toContain(
      'there is no file /nowhere.csv',
    )
  })
})

describe('a whole table', () => {
  test('is counted, column by column, rows of another length apart', async () => {
    const where = place('a.csv', 'x;word\n1;a\nNA;b\n3;\nfour;a\n5\n6;c\ninf;a\n')
    const found = await survey(openTestLab(), where, 2)
    expect(found).toMatchObject({ rows: 7, unevenRows: { count: 1, firstLine: 6, firstLength: 1 } })
    expect(found.columns).toEqual([
      { missing: 2, infinite: 1, notNumbers: 1, minimum: 1, maximum: 6, different: 4 },
      { missing: 1, infinite: 0, notNumbers: 5, minimum: null, maximum: null, different: 3 },
    ])
  })

  test('can be entered anywhere, quotes, lines inside values and letters of two bytes notwithstanding', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `${i};"ёж ${i}\r\nи ""уж"""`)
    const where = place('a.csv', `\ufeffn;text\r\n${rows.join('\r\n')}\r\n`)
    const lab = openTestLab()
    const { marks } = await survey(lab, where, 2)
    const { mtime } = await lab.ask('previewTable', { ...where, delimiter: ';' })
    expect(marks.length).toBeGreaterThan(3)
    for (const { row, ...from } of marks) {
      const wanted = { ...where, delimiter: ';', mtime, from, skip: 2, count: 2, columns: 2 } as const
      expect(await lab.ask('readTable', wanted)).toEqual(
        [row + 2, row + 3].map((n) => ({ values: [String(n), `ёж ${n}\r\nи "уж"`], line: 2 + 2 * n })),
      )
    }
  })

  test('that was changed since is not read from places it no longer has', async () => {
    const where = place('a.csv', 'x;y\n1;2\n')
    const lab = openTestLab()
    const { mtime } = await lab.ask('previewTable', { ...where, delimiter: ';' })
    utimesSync(join(where.directory, 'a.csv'), 1000, 1000)
    const wanted = {
      ...where,
      delimiter: ';',
      mtime,
      from: { line: 2, byte: 4 },
      skip: 0,
      count: 1,
      columns: 2,
    } as const
    expect((await lab.refusal('readTable', wanted)).message).toContain('has changed since it was opened')
  })

  test('that is zipped is counted all the same, and has no places to enter', async () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `${i};${i % 3}`).join('\n')
    const found = await survey(openTestLab(), place('a.csv.gz', gzipSync(`x;y\n${lines}\n`)), 2)
    expect([found.rows, found.marks]).toEqual([2000, []])
  })

  test('can be left in the middle', async () => {
    const folder = temporaryFolder()
    await writeLargeTable(join(folder, 'large.csv'), 200_000)
    const lab = openTestLab()
    const wanted = { file: 'large.csv', directory: folder, ...cut, delimiter: ',', width: 10, ticket: 'mine' } as const
    const walking = lab.refusal('surveyTable', wanted)
    await lab.until((event) => (event.type === 'examining' && event.ticket === 'mine' ? true : null))
    await lab.ask('cancelExamination', { ticket: 'mine' })
    expect(await walking).toMatchObject({ code: 'conflict', message: 'The examination of the data was cancelled.' })
  })
})

test(
  'a table of a million rows is opened at once, counted aside, and read from anywhere',
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder()
    await writeLargeTable(join(folder, 'large.csv'), 1_000_000)
    const lab = openTestLab()
    const where = { file: 'large.csv', directory: folder }
    const begun = performance.now()
    const { mtime, rows } = await lab.ask('previewTable', { ...where, delimiter: 'auto' })
    const opening = performance.now() - begun
    expect(rows).toHaveLength(1001)

    let found: TableSurvey | undefined
    const shares: number[] = []
    const counting = await longestPause(async () => {
      found = await lab.ask('surveyTable', { ...where, ...cut, delimiter: ',', width: 10, ticket: 'all' })
    })
    for (const { event } of lab.events) {
      if (event.type === 'examining') shares.push(event.progress.share ?? NaN)
    }
    expect(found?.rows).toBe(1_000_000)
    expect(shares.length).toBeGreaterThan(5)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))

    let slowest = 0
    const marks = found?.marks ?? []
    const reading = await longestPause(async () => {
      for (const wanted of [999_999, 500_123, 1, 777_777, 250_000]) {
        const { row, ...from } = marks.findLast((mark) => mark.row <= wanted) ?? { row: 0, line: 2, byte: 0 }
        const started = performance.now()
        const place = { ...where, delimiter: ',', mtime, from, skip: wanted - row, count: 256, columns: 10 } as const
        const [first] = await lab.ask('readTable', place)
        slowest = Math.max(slowest, performance.now() - started)
        expect(first).toEqual({ values: largeRow(wanted), line: wanted + 2 })
      }
    })
    // Several times what it takes on a quiet machine of two cores.
    expect(opening).toBeLessThan(500)
    expect(slowest).toBeLessThan(500)
    expect(Math.max(counting, reading)).toBeLessThan(200)
  },
)
