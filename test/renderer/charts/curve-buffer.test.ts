import { expect, test } from 'vitest'
import { CurveBuffer } from '../../../src-renderer/charts/curve-buffer.ts'
import { samplePoint } from '../support/sample-runs.ts'

function filled(steps: readonly number[]): CurveBuffer {
  const buffer = new CurveBuffer()
  for (const step of steps) buffer.append(samplePoint('train.loss', step, 1 / step))
  return buffer
}

const steps = (buffer: CurveBuffer): number[] => buffer.points.map((point) => point.step)

test('points that are known already are passed over', () => {
  expect(steps(filled([1, 2, 2, 1, 3]))).toEqual([1, 2, 3])
})

test('rewinding takes back what came after the step, and the curve goes on from there', () => {
  const buffer = filled([10, 20, 30, 40])
  buffer.rewind(25)
  expect(steps(buffer)).toEqual([10, 20])
  buffer.append(samplePoint('train.loss', 26, 0))
  expect(steps(buffer)).toEqual([10, 20, 26])
})

test('rewinding to the end changes nothing', () => {
  const buffer = filled([10, 20])
  buffer.rewind(20)
  expect(steps(buffer)).toEqual([10, 20])
})

test('a curve of a hundred thousand points stays drawable, in order, with its first and last point', () => {
  const buffer = new CurveBuffer()
  for (let step = 1; step <= 100_000; step++) buffer.append(samplePoint('train.loss', step, step))
  const kept = steps(buffer)
  expect(kept.length).toBeLessThanOrEqual(20_000)
  expect(kept.length).toBeGreaterThan(10_000)
  expect(kept[0]).toBe(1)
  expect(kept.at(-1)).toBe(100_000)
  expect(kept.every((step, i) => i === 0 || step > kept[i - 1]!)).toBe(true)
})
