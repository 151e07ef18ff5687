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

test('places that show a run keep the one that was looked at, as long as it exists', () => {
  const navigation = useNavigation()
  const runs = () => (['train', 'evaluate', 'ledger', 'compare'] as const).map((place) => navigation.runFor(place))
  expect(runs()).toEqual([null, null, null, null])
  navigation.go('train', 'r3')
  expect(runs()).toEqual(['r3', 'r3', 'r3', null])
  navigation.go('compare')
  expect(runs()).toEqual(['r3', 'r3', 'r3', null])
  navigation.go('design')
  expect(runs()).toEqual(['r3', 'r3', null, null])
  navigation.keepOnly((id) => id === 'r3')
  expect(navigation.runFor('train')).toBe('r3')
  navigation.keepOnly(() => false)
  expect(navigation.runFor('train')).toBeNull()
})

test('where the place itself chooses the run, it goes on to', () => {
  const navigation = useNavigation()
  navigation.go('evaluate', 'r3')
  navigation.go('train')
  expect(navigation.runFor('evaluate')).toBeNull()
})

test('the ledger of the draft stays that of the draft', () => {
  const navigation = useNavigation()
  navigation.go('train', 'r3')
  navigation.go('design')
  navigation.go('ledger')
  expect([navigation.runFor('ledger'), navigation.runFor('train')]).toEqual([null, 'r3'])
})
