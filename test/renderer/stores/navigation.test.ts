import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { formatHash, parseHash, useNavigation } from '../../../src-renderer/stores/navigation.ts'

beforeEach(() => {
  window.location.hash = ''
  setActivePinia(createPinia())
})

test.each([
  ['#/train/r1a2b3c4d', { place: 'train', runId: 'r1a2b3c4d' }],
  ['#/train', { place: 'train', runId: null }],
  ['#/ledger', { place: 'ledger', runId: null }],
  ['#/ledger/r1', { place: 'ledger', runId: 'r1' }],
  ['#/evaluate/r1', { place: 'evaluate', runId: 'r1' }],
  ['#/runs', { place: 'runs', runId: null }],
  ['#/data', { place: 'data', runId: null }],
  ['#/data/idx-1a2b3c4d', { place: 'data', runId: null, dataset: 'idx-1a2b3c4d' }],
  ['#/runs/r1', { place: 'runs', runId: null }],
  ['', { place: 'design', runId: null }],
  ['#/nowhere', { place: 'design', runId: null }],
])('the address %j leads to %o', (hash, location) => {
  expect(parseHash(hash)).toEqual(location)
})

test('an address made from a place leads back to it', () => {
  for (const location of [
    { place: 'train', runId: 'a b/c' },
    { place: 'data', runId: null, dataset: 'a b/c' },
  ] as const) {
    expect(parseHash(formatHash(location))).toEqual(location)
  }
})

test('going somewhere changes the address, and a changed address goes there', async () => {
  const navigation = useNavigation()
  navigation.go('train', 'r1')
  expect(window.location.hash).toBe('#/train/r1')
  window.location.hash = '#/compare'
  await expect.poll(() => navigation.location.place).toBe('compare')
})
