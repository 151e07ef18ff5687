import { expect, test } from 'vitest'
import type { MetricPoint } from '../../src-main/protocol.ts'
import { storedRun, temporaryStore } from './temporary-store.ts'

const loss = (step: number, value: number): MetricPoint => ({ step, epoch: step / 4, name: 'train.loss', value })

test('a loss that became NaN or infinite is stored as it was', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  const points = [loss(1, 0.1), loss(2, Infinity), loss(3, -Infinity), loss(4, NaN), loss(5, 1e-320)]
  store.metrics.append(id, points)
  expect(store.metrics.list(id)).toEqual(points)
  expect(store.metrics.latest(id)).toEqual({ 'train.loss': 1e-320 })
})

test('points come back by step and name, whatever the order they came in', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  const validation: MetricPoint = { step: 8, epoch: 2, name: 'validation.loss', value: 3 }
  store.metrics.append(id, [validation, loss(8, 2), loss(4, 1)])
  expect(store.metrics.list(id)).toEqual([loss(4, 1), loss(8, 2), validation])
})

test('a point at a step that has one takes its place', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  store.metrics.append(id, [loss(4, 1)])
  store.metrics.append(id, [loss(4, 9)])
  expect(store.metrics.list(id)).toEqual([loss(4, 9)])
})

test('going back to a step drops what lies after it and nothing else', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  const other = storedRun(store)
  store.metrics.append(id, [loss(1, 1), loss(2, 2), loss(3, 3)])
  store.metrics.append(other.id, [loss(3, 7)])
  expect(store.metrics.rewind(id, 2)).toBe(1)
  expect(store.metrics.list(id)).toEqual([loss(1, 1), loss(2, 2)])
  expect(store.metrics.latest(id)).toEqual({ 'train.loss': 2 })
  expect(store.metrics.list(other.id)).toEqual([loss(3, 7)])
})
