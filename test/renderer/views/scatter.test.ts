import { expect, test } from 'vitest'
import { isWide } from '../../../src-renderer/charts/scatter-options.ts'
import { separatedValues } from '../../../src-renderer/components/saving/separated-values.ts'
import { metricsOf, scatterOf, varyingSettings } from '../../../src-renderer/views/compare/scatter.ts'
import { timed } from '../../../src-renderer/views/compare/timed.ts'
import { sampleRun } from '../support/sample-runs.ts'

const runs = [
  sampleRun({ id: 'a', number: 1 }),
  sampleRun({ id: 'b', number: 2, metrics: null, latest: { 'validation.loss': NaN } }),
  sampleRun({ id: 'c', number: 3 }),
]
const settings: Readonly<Record<string, Record<string, string | number>>> = {
  a: { 'optimizer.type': 'sgd', 'optimizer.learningRate': 0.1, seed: 1 },
  b: { 'optimizer.type': 'adam', 'optimizer.learningRate': 0.01, seed: 1 },
  c: { 'optimizer.type': 'adam', 'optimizer.learningRate': 0.001, seed: 1 },
}
const settingsOf = (id: string) => settings[id]

test('only settings that differ are offered', () => {
  expect(varyingSettings(runs, settingsOf)).toEqual(['optimizer.type', 'optimizer.learningRate'])
})

test('only metrics that some run has are offered', () => {
  expect(metricsOf([runs[1]!])).toEqual(['duration', 'rate'])
})

test('a number lies where it is, and a run without a result is left out', () => {
  const { positions, words } = scatterOf(runs, settingsOf, 'optimizer.learningRate', 'validationLoss')
  expect(words).toBeNull()
  expect(positions.map(({ run, x, y }) => [run.id, x, y])).toEqual([
    ['a', 0.1, 0.2],
    ['c', 0.001, 0.2],
  ])
})

test('words lie beside each other in their order', () => {
  const { positions, words } = scatterOf(runs, settingsOf, 'optimizer.type', 'testAccuracy')
  expect(words).toEqual(['adam', 'sgd'])
  expect(positions.map(({ run, x }) => [run.id, x])).toEqual([
    ['a', 1],
    ['c', 0],
  ])
})

test('powers are spread out on a logarithmic axis', () => {
  expect(isWide([0.001, 0.1])).toBe(true)
  expect(isWide([1, 10])).toBe(false)
  expect(isWide([0, 1000])).toBe(false)
})

test('points along time lie at their share of the time trained', () => {
  const point = { step: 250, epoch: 1, value: 0.5 }
  expect(timed([point], sampleRun({ step: 1000, seconds: 8 }))).toEqual([{ ...point, seconds: 2 }])
  expect(timed([point], sampleRun({ step: 0, seconds: 0 }))[0]?.seconds).toBe(0)
})

test('a table becomes CSV that spreadsheets read: commas, quotes and lines inside a cell are quoted', () => {
  const rows = [
    ['a', 1.5, null],
    ['x,y', 'say "no"', 'two\nlines'],
  ]
  expect(separatedValues(rows, ',')).toBe('a,1.5,\r\n"x,y","say ""no""","two\nlines"\r\n')
  expect(separatedValues([['x,y', 'a\tb']], '\t')).toBe('x,y\t"a\tb"\r\n')
})
