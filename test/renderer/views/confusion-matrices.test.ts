import { expect, test } from 'vitest'
import type { ClassEvaluation, Evaluation } from '../../../src-main/protocol.ts'
import {
  cellSize,
  confusionRows,
  haveSameTotals,
  matrixOf,
  reachOf,
  shadeAt,
  sharedNames,
  whyNoMatrix,
} from '../../../src-renderer/views/compare/confusion-matrices.ts'
import { commonPart, offeredParts } from '../../../src-renderer/views/compare/confusion-parts.ts'

function classesOf(names: readonly string[], confusion: readonly (readonly number[])[]): ClassEvaluation {
  const scores = confusion.map((row) => ({
    precision: null,
    recall: null,
    f1: null,
    support: row.reduce((sum, count) => sum + count, 0),
  }))
  return { names, confusion, scores, mistakes: 0 }
}

const evaluationOf = (classes: ClassEvaluation | null, regression: Evaluation['regression'] = null): Evaluation =>
  ({ classes, regression }) as Evaluation

const first = matrixOf(
  'r1',
  classesOf(
    ['cat', 'dog'],
    [
      [9, 1],
      [4, 6],
    ],
  ),
)
const second = matrixOf(
  'r2',
  classesOf(
    ['cat', 'dog'],
    [
      [7, 3],
      [4, 6],
    ],
  ),
)

test('more than in the reference is blue, less is orange, and full where it is furthest of all', () => {
  const against = { matrix: first, reach: reachOf([first, second], first) }
  expect(against.reach).toBeCloseTo(0.2, 12)
  expect(shadeAt(second, { truth: 0, predicted: 1 }, against)).toMatchObject({ sign: 'positive' })
  expect(shadeAt(second, { truth: 0, predicted: 1 }, against).strength).toBeCloseTo(1, 12)
  expect(shadeAt(second, { truth: 0, predicted: 0 }, against).sign).toBe('negative')
  expect(shadeAt(second, { truth: 1, predicted: 0 }, against).strength).toBe(0)
})

test('by itself a cell is shaded by its share of its class, whatever the size of the data', () => {
  const tenfold = classesOf(first.classes.names, first.classes.confusion.map((row) => row.map((count) => 10 * count))) // prettier-ignore
  const larger = matrixOf('r3', tenfold)
  for (const cell of [
    { truth: 0, predicted: 0 },
    { truth: 1, predicted: 0 },
  ]) {
    expect(shadeAt(larger, cell, null)).toEqual(shadeAt(first, cell, null))
  }
  expect([haveSameTotals(first, second), haveSameTotals(first, larger)]).toEqual([true, false])
})

test('the classes of most runs are compared; the others are told why not', () => {
  const animals = evaluationOf(first.classes)
  const colours = evaluationOf(classesOf(['red'], [[1]]))
  const numbers = evaluationOf(null, { outputs: [], count: 1 })
  const names = sharedNames([colours, animals, numbers, animals])
  expect(names).toEqual(['cat', 'dog'])
  expect([animals, colours, numbers, evaluationOf(null)].map((one) => whyNoMatrix(one, names))).toEqual([
    null,
    'otherClasses',
    'numbers',
    'manyClasses',
  ])
})

test('a table to be saved has a row for every cell and a column for every run', () => {
  expect(confusionRows([first, second], (runId) => `run ${runId}`)).toEqual([
    ['true', 'predicted', 'run r1', 'run r2'],
    ['cat', 'cat', 9, 7],
    ['cat', 'dog', 1, 3],
    ['dog', 'cat', 4, 4],
    ['dog', 'dog', 6, 6],
  ])
})

test('runs are compared on the test part, or the best that all of them have', () => {
  const split = { train: 80, validation: 10, test: 10 }
  expect(commonPart([split, split])).toBe('test')
  expect(commonPart([split, { ...split, test: 0 }])).toBe('validation')
  expect(commonPart([split, { train: 4, validation: 0, test: 0 }])).toBe('train')
  expect(
    offeredParts([
      { train: 4, validation: 0, test: 0 },
      { ...split, validation: 0 },
    ]),
  ).toEqual(['train', 'test'])
})

test('counts stand in the cells while there is room for all their digits', () => {
  expect(cellSize(10, 3).isText).toBe(true)
  expect(cellSize(40, 2).isText).toBe(false)
  expect(40 * cellSize(40, 2).side).toBeLessThan(400)
})
