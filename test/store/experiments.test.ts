import { expect, test } from 'vitest'
import { experiment, temporaryStore } from './temporary-store.ts'

test('experiments are kept, replaced in place, listed with the last changed first, and removed', () => {
  const { store } = temporaryStore()
  const first = store.experiments.save(null, experiment, '/data', 100)
  const second = store.experiments.save(null, { ...experiment, name: 'other' }, null, 200)
  expect(store.experiments.list().map(({ name }) => name)).toEqual(['other', 'xor'])
  store.experiments.save(first.id, { ...experiment, name: 'renamed' }, '/data', 300)
  expect(store.experiments.list().map(({ id, name }) => [id, name])).toEqual([
    [first.id, 'renamed'],
    [second.id, 'other'],
  ])
  expect(store.experiments.find(first.id)).toEqual({
    id: first.id,
    name: 'renamed',
    updatedAt: 300,
    directory: '/data',
    experiment: { ...experiment, name: 'renamed' },
  })
  expect(store.experiments.remove(second.id)).toBe(true)
  expect(store.experiments.remove(second.id)).toBe(false)
  expect(store.experiments.find(second.id)).toBeNull()
})

test('a setting that was never made is null, and one that was made stays', () => {
  const { store } = temporaryStore()
  expect(store.settings.read('concurrency')).toBeNull()
  store.settings.write('concurrency', 3)
  store.settings.write('concurrency', 4)
  expect(store.settings.read('concurrency')).toBe(4)
})
