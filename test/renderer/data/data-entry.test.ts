import { describe, expect, test } from 'vitest'
import type { DatasetSpec, KnownDataset } from '../../../src-main/protocol.ts'
import { fileName, isFrom, matchesSearch, portableSpec } from '../../../src-renderer/data/data-entry.ts'
import { keepOpened, readOpened } from '../../../src-renderer/data/opened-data.ts'
import { datasetCatalog, entryOf } from '../../../src-renderer/design/catalog.ts'

const idx = { ...entryOf(datasetCatalog, 'idx').fresh(), images: 'sets/images', labels: 'sets/labels' } as DatasetSpec
const files = [
  { key: 'images', path: '/home/sets/images', bytes: 1 },
  { key: 'labels', path: '/home/sets/labels', bytes: 1 },
]

const known = (dataset: DatasetSpec, withFiles: KnownDataset['files'] = []): KnownDataset => ({
  id: 'x',
  group: 'own',
  dataset,
  seed: 1,
  directory: null,
  files: withFiles,
  fingerprint: null,
  runIds: [],
  experiments: [],
  example: null,
})

describe('where data comes from', () => {
  test('is the same for files by their full path or from the experiment’s folder, and no others', () => {
    expect(isFrom(known(idx, files), idx, '/home')).toBe(true)
    expect(isFrom(known(idx, files), portableSpec(idx, files), null)).toBe(true)
    expect(isFrom(known(idx, files), idx, '/elsewhere')).toBe(false)
    expect(isFrom(known(idx, files), idx, null)).toBe(false)
  })

  test('is the name of what is drawn, the words of a text and the numbers of own samples, whatever else is set', () => {
    const moons = entryOf(datasetCatalog, 'moons').fresh()
    expect(isFrom(known(moons), { ...moons, noise: 0.4 } as DatasetSpec, null)).toBe(true)
    expect(isFrom(known(moons), entryOf(datasetCatalog, 'blobs').fresh(), null)).toBe(false)
    const text = entryOf(datasetCatalog, 'text').fresh()
    expect(isFrom(known(text), { ...text, window: 7 } as DatasetSpec, null)).toBe(true)
    expect(isFrom(known(text), { ...text, text: 'other words here' } as DatasetSpec, null)).toBe(false)
    const own = entryOf(datasetCatalog, 'inline').fresh()
    expect(isFrom(known(own), structuredClone(own), null)).toBe(true)
    expect(isFrom(known(own), { ...own, targets: [[1], [0], [0], [1]] } as DatasetSpec, null)).toBe(false)
  })
})

test('a file is named by the end of its path on any system', () => {
  expect([fileName('/a/b.gz'), fileName('C:\\a\\b.gz'), fileName('b.gz')]).toEqual(['b.gz', 'b.gz', 'b.gz'])
})

test('a search asks for all of its words, in any order and case', () => {
  expect(matchesSearch('Two Moons, generated', 'GENERATED two')).toBe(true)
  expect(matchesSearch('Two Moons, generated', 'two suns')).toBe(false)
  expect(matchesSearch('anything', '')).toBe(true)
})

describe('opened data', () => {
  test('is remembered, the newest fifty', () => {
    const opened = Array.from({ length: 60 }, (_, i) => ({ dataset: idx, seed: i, directory: null }))
    keepOpened(localStorage, opened)
    expect(readOpened(localStorage).map(({ seed }) => seed)).toEqual(Array.from({ length: 50 }, (_, i) => i))
  })

  test('that is no data any more is forgotten', () => {
    localStorage.setItem('backprop-lab.opened-data', '[{"dataset":{"name":"gone"},"seed":1,"directory":null}]')
    expect(readOpened(localStorage)).toEqual([])
  })
})
