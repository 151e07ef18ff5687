import { expect, test } from 'vitest'
import { runLook } from '../../../src-renderer/charts/run-look.ts'

const looks = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const { token, dash } = runLook(from + i)
    return `${token} ${dash.join()}`
  })

test('ten runs in a row have ten colours', () => {
  expect(new Set(looks(1, 10).map((look) => look.split(' ')[0]))).toHaveLength(10)
})

test('runs of the same colour differ by their dashes up to the fortieth', () => {
  expect(new Set(looks(1, 40))).toHaveLength(40)
})

test('a run looks the same every time', () => {
  expect(runLook(23)).toEqual(runLook(23))
})
