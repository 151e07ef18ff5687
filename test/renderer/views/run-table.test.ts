import { describe, expect, it } from 'vitest'
import {
  filterRuns,
  firstSorting,
  scoreOf,
  sortRuns,
  statusCounts,
  type RunColumn,
} from '../../../src-renderer/views/runs/run-table.ts'
import { shortMoment } from '../../../src-renderer/views/runs/short-moment.ts'
import { sampleRun } from '../support/sample-runs.ts'

const first = sampleRun({ id: 'a', number: 1, name: 'XOR 2-4-1', dataset: 'xor', architecture: '2-4-1' })
const second = sampleRun({
  id: 'b',
  number: 2,
  name: 'xor again',
  dataset: 'xor',
  status: 'failed',
  metrics: null,
  latest: {},
})
const third = sampleRun({
  id: 'c',
  number: 10,
  name: 'Digits',
  status: 'running',
  metrics: null,
  latest: { 'train.loss': 0.5, 'validation.loss': 0.05 },
})
const runs = [third, second, first]
const ids = (found: readonly { id: string }[]): string => found.map(({ id }) => id).join('')

describe('filtering runs', () => {
  it('finds every word somewhere in number, name, data or architecture, whatever its case', () => {
    expect(ids(filterRuns(runs, { text: 'XOR', statuses: [] }))).toBe('ba')
    expect(ids(filterRuns(runs, { text: 'xor 2-4', statuses: [] }))).toBe('a')
    expect(ids(filterRuns(runs, { text: '#10', statuses: [] }))).toBe('c')
    expect(ids(filterRuns(runs, { text: '  ', statuses: [] }))).toBe('cba')
    expect(ids(filterRuns(runs, { text: 'nothing', statuses: [] }))).toBe('')
  })

  it('keeps the statuses that are chosen, all when none is', () => {
    expect(ids(filterRuns(runs, { text: '', statuses: ['failed', 'running'] }))).toBe('cb')
    expect(ids(filterRuns(runs, { text: 'digits', statuses: ['failed'] }))).toBe('')
  })
})

describe('sorting runs', () => {
  const sorted = (column: RunColumn, descending: boolean): string => ids(sortRuns(runs, { column, descending }, 'en'))

  it('goes by number, name or score, either way', () => {
    expect(sorted('number', false)).toBe('abc')
    expect(sorted('number', true)).toBe('cba')
    expect(sorted('name', false)).toBe('cab')
    expect(sorted('trainLoss', false)).toBe('acb')
  })

  it('puts runs without a value last either way', () => {
    expect(sorted('validationLoss', false)).toBe('cab')
    expect(sorted('validationLoss', true)).toBe('acb')
  })

  it('puts runs that are equal in the column the newest first', () => {
    expect(sorted('epochs', true)).toBe('cba')
    expect(sorted('epochs', false)).toBe('cba')
  })

  it('starts with the best: the lowest loss, the highest accuracy, the newest run', () => {
    expect(firstSorting('validationLoss').descending).toBe(false)
    expect(firstSorting('testAccuracy').descending).toBe(true)
    expect(firstSorting('number').descending).toBe(true)
    expect(firstSorting('name').descending).toBe(false)
  })

  it('treats a loss that is no number as none', () => {
    const broken = sampleRun({ id: 'd', number: 11, metrics: null, latest: { 'train.loss': NaN } })
    expect(ids(sortRuns([broken, ...runs], { column: 'trainLoss', descending: true }, 'en'))).toBe('cadb')
  })
})

describe('the scores of a run', () => {
  it('are the final ones, or the latest of the curves while there are none', () => {
    expect(scoreOf(first, 'test', 'accuracy')).toBe(0.938)
    expect(scoreOf(third, 'train', 'loss')).toBe(0.5)
    expect(scoreOf(third, 'test', 'loss')).toBeNull()
  })

  it('are none where the data has no such part', () => {
    const whole = sampleRun({ metrics: { train: { loss: 1, accuracy: null }, validation: null, test: null } })
    expect(scoreOf(whole, 'validation', 'loss')).toBeNull()
    expect(scoreOf(whole, 'train', 'accuracy')).toBeNull()
  })
})

describe('the chips', () => {
  it('count the statuses that occur, in the order a run goes through them', () => {
    expect(statusCounts(runs)).toEqual([
      { status: 'running', count: 1 },
      { status: 'completed', count: 1 },
      { status: 'failed', count: 1 },
    ])
  })
})

describe('the date in the table', () => {
  const noon = new Date(2026, 10, 22, 12, 5).getTime()

  it('is the time today and the date before', () => {
    expect(shortMoment(noon, 'ru', noon + 1000)).toBe('12:05')
    expect(shortMoment(noon, 'ru', noon + 24 * 3_600_000)).toBe('22.11.2026')
    expect(shortMoment(noon, 'en', noon + 24 * 3_600_000)).toBe('11/22/26')
  })
})
