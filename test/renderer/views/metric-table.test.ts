import { expect, test } from 'vitest'
import type { RunSummary } from '../../../src-main/protocol.ts'
import { metricTable, whyNoBest, type Scoring } from '../../../src-renderer/views/compare/metric-table.ts'
import { sampleRun } from '../support/sample-runs.ts'

const same = { sameLoss: true, sameData: true }

const loss = (train: number): Partial<RunSummary> => ({
  metrics: { train: { loss: train, accuracy: null }, validation: null, test: null },
})
const kinds = (runs: RunSummary[]): string[] => metricTable(runs, same).map((group) => group.kind)
const bestOf = (runs: RunSummary[], scoring: Scoring = same): boolean[] =>
  metricTable(runs, scoring)[0]!.columns[0]!.cells.map((cell) => cell.best)

test('a metric no run has is left out', () => {
  expect(kinds([sampleRun(loss(1)), sampleRun(loss(2))])).toEqual(['loss', 'seconds', 'parameters'])
})

test('the lowest loss is the best, also when two share it', () => {
  expect(bestOf([sampleRun(loss(0.2)), sampleRun(loss(0.1)), sampleRun(loss(0.1))])).toEqual([false, true, true])
})

test('nothing is best where all are equal or there is only one', () => {
  expect(bestOf([sampleRun(loss(0.1)), sampleRun(loss(0.1))])).toEqual([false, false])
  expect(bestOf([sampleRun(loss(0.1)), sampleRun({ metrics: null, latest: {} })])).toEqual([false, false])
})

test('a loss that is not a number is never the best', () => {
  expect(bestOf([sampleRun(loss(NaN)), sampleRun(loss(3)), sampleRun(loss(2))])).toEqual([false, false, true])
})

test('time and size name no winner', () => {
  const groups = metricTable([sampleRun({ seconds: 1, parameterCount: 10 }), sampleRun({ seconds: 2 })], same)
  const cells = groups
    .filter((group) => group.kind === 'seconds' || group.kind === 'parameters')
    .flatMap((group) => group.columns.flatMap((column) => column.cells))
  expect(cells).toHaveLength(4)
  expect(cells.some((cell) => cell.best)).toBe(false)
})

test('a run without final weights shows the latest of its curves, and that they are', () => {
  const [first] = metricTable([sampleRun({ metrics: null }), sampleRun()], same)[0]!.columns
  expect(first!.cells.map((cell) => [cell.value, cell.soFar])).toEqual([
    [0.12, true],
    [0.11, false],
  ])
})

test('nothing is best across different losses or data, nor before it is known', () => {
  const runs = [sampleRun(loss(0.2)), sampleRun(loss(0.1))]
  expect(bestOf(runs, { sameLoss: false, sameData: true })).toEqual([false, false])
  expect(bestOf(runs, { sameLoss: true, sameData: false })).toEqual([false, false])
  expect(bestOf(runs, null)).toEqual([false, false])
})

test('accuracies of different losses can be ranked, on different data they cannot', () => {
  expect(whyNoBest('accuracy', { sameLoss: false, sameData: true })).toBeNull()
  expect(whyNoBest('loss', { sameLoss: false, sameData: true })).toBe('loss')
  expect(whyNoBest('accuracy', { sameLoss: true, sameData: false })).toBe('data')
  expect(whyNoBest('seconds', { sameLoss: false, sameData: false })).toBeNull()
})
