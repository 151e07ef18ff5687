import { describe, expect, it } from 'vitest'
import { readTags, tagProblem } from '../../../src-renderer/views/runs/read-tags.ts'
import { toRows, type Grouping } from '../../../src-renderer/views/runs/run-groups.ts'
import { sampleRun } from '../support/sample-runs.ts'

const runs = [
  sampleRun({ id: 'c', number: 3, status: 'failed', architecture: '2-10-1' }),
  sampleRun({ id: 'b', number: 2, tags: ['b', 'a'], architecture: '2-4-1', dataset: 'xor' }),
  sampleRun({ id: 'a', number: 1, tags: ['a'], architecture: '2-4-1', status: 'running' }),
]
const rows = (grouping: Grouping, closed: readonly string[] = []): string[] =>
  toRows(runs, grouping, new Set(closed), 'en').map((row) =>
    row.kind === 'run' ? row.run.id : `${row.value ?? 'none'} ${row.count}`,
  )

describe('rows of the table', () => {
  it('are the runs as they are sorted where there are no groups', () => {
    expect(rows('none')).toEqual(['c', 'b', 'a'])
  })

  it('stand under what they share, in the order of its values', () => {
    expect(rows('architecture')).toEqual(['2-4-1 2', 'b', 'a', '2-10-1 1', 'c'])
    expect(rows('status')).toEqual(['running 1', 'a', 'completed 1', 'b', 'failed 1', 'c'])
  })

  it('stand under the file of their data, where they have one', () => {
    const table = (id: string, source: string) => sampleRun({ id, dataset: 'csv', source })
    const grouped = toRows([table('a', 'iris.csv'), table('b', 'wine.csv'), sampleRun()], 'dataset', new Set(), 'en')
    expect(grouped.flatMap((row) => (row.kind === 'group' ? [row.value] : []))).toEqual([
      'digits',
      'iris.csv',
      'wine.csv',
    ])
  })

  it('show a run under each of its tags, and those without one last', () => {
    expect(rows('tag')).toEqual(['a 2', 'b', 'a', 'b 1', 'b', 'none 1', 'c'])
    const keys = toRows(runs, 'tag', new Set(), 'en').map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are hidden under a closed heading', () => {
    expect(rows('architecture', ['architecture 2-4-1'])).toEqual(['2-4-1 2', '2-10-1 1', 'c'])
  })
})

describe('typed tags', () => {
  it('stand between commas, each once', () => {
    expect(readTags(' slow, first try ,, slow')).toEqual(['slow', 'first try'])
    expect(readTags('  ')).toEqual([])
  })

  it('are never cut: what the lab would refuse is said', () => {
    const many = readTags(Array.from({ length: 21 }, (_, i) => `t${i}`).join(','))
    expect(many).toHaveLength(21)
    expect(tagProblem(many)).toEqual({ kind: 'tooManyTags', count: 21 })
    expect(tagProblem(many.slice(1))).toBeNull()
    const long = readTags(`short, ${'x'.repeat(41)}`)
    expect(tagProblem(long)).toEqual({ kind: 'tagTooLong', tag: 'x'.repeat(41), length: 41 })
    expect(tagProblem(['x'.repeat(40)])).toBeNull()
  })
})
