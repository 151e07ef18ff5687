import { describe, expect, it } from 'vitest'
import { datasets } from '../../../src-engine/registry.ts'
import type { DatasetSummary } from '../../../src-main/protocol.ts'
import { datasetCatalog, entryOf } from '../../../src-renderer/design/catalog.ts'
import { drawDataset, type DataState } from '../../../src-renderer/design/data.ts'
import { datasetForms } from '../../../src-renderer/design/forms/datasets.ts'
import { markerPath, markerToken } from '../../../src-renderer/design/markers.ts'
import { boundsOf, previewOf } from '../../../src-renderer/design/preview.ts'

const summary: DatasetSummary = {
  count: 100,
  inputShape: [1, 4, 4],
  targetShape: [3],
  task: 'classification',
  classNames: ['a', 'b', 'c'],
  inputNames: null,
  targetNames: null,
  vocabulary: null,
  classCounts: [40, 30, 30],
  inputRange: { minimum: 0, maximum: 255, mean: 30 },
  targetRange: { minimum: 0, maximum: 1 },
  parts: { train: 80, validation: 10, test: 10 },
  fingerprint: { sha256: '', count: 100, inputShape: [1, 4, 4], targetShape: [3] },
  preview: [{ input: Array.from({ length: 16 }, (_, i) => i * 17), target: [0, 1, 0] }],
  warnings: [],
}

const stateOf = (values: Partial<DataState>): DataState => ({
  status: 'ready',
  facts: null,
  dataset: null,
  summary: null,
  problems: [],
  ...values,
})

function drawn(name: (typeof datasets)[number]['name']) {
  const result = drawDataset(entryOf(datasetCatalog, name).fresh(), 1)
  if ('problems' in result) throw new Error('the dataset has problems')
  return result.dataset
}

describe('the preview of data', () => {
  it('shows classes of points on the plane, with their names', () => {
    const preview = previewOf(stateOf({ dataset: drawn('people') }))
    expect(preview).toMatchObject({
      kind: 'points',
      labels: [1, 0, 0, 1],
      positions: [-2, -1, 25, 6, 17, 4, -15, -6],
      sampleNames: ['Alice', 'Bob', 'Charlie', 'Diana'],
      classNames: ['male', 'female'],
      total: 4,
    })
  })

  it('reads one-hot classes as well as single numbers', () => {
    const preview = previewOf(stateOf({ dataset: drawn('blobs') }))
    expect(preview?.kind === 'points' && preview.labels.slice(0, 4)).toEqual([0, 1, 2, 0])
  })

  it('shows images with brightness from 0 to 1 and the name of their class', () => {
    const preview = previewOf(stateOf({ summary }))
    if (preview?.kind !== 'images') throw new Error('no images')
    expect([preview.width, preview.height]).toEqual([4, 4])
    expect(preview.images[0]).toMatchObject({ label: 'b' })
    expect(preview.images[0]?.pixels.at(-1)).toBe(1)
    expect(preview.images[0]?.pixels[3]).toBeCloseTo(0.2)
  })

  it('shows rows for everything else, the columns that have room, and counts the others', () => {
    const measured: DatasetSummary = {
      ...summary,
      inputShape: [6],
      targetShape: [1],
      task: 'regression',
      classNames: null,
      preview: [{ input: [1, 2, 3, 4, 5, 6], target: [0.25] }],
    }
    expect(previewOf(stateOf({ summary: measured }))).toMatchObject({
      kind: 'rows',
      inputNames: ['x₁', 'x₂', 'x₃', 'x₄'],
      rows: [{ name: '1', inputs: [1, 2, 3, 4], target: '0.25' }],
      hidden: 2,
      total: 100,
    })
  })

  it('is nothing while nothing is known', () => {
    expect(previewOf(stateOf({ status: 'loading' }))).toBeNull()
  })

  it('of every dataset drawn in the page comes without the lab', () => {
    for (const { name } of datasets) {
      if (datasetForms[name].loads === 'page') expect(drawn(name).count, name).toBeGreaterThan(0)
    }
  })
})

describe('markers of classes', () => {
  it('tell the first four classes apart without colour', () => {
    expect(new Set([0, 1, 2, 3].map(markerPath)).size).toBe(4)
  })

  it('have the colours of sign for two classes and one of their own for each of more', () => {
    expect([0, 1].map((label) => markerToken(label, 2))).toEqual(['--sign-negative', '--sign-positive'])
    expect(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((label) => markerToken(label, 10))).size).toBe(10)
  })
})

describe('the bounds of points', () => {
  it('are their middle and their extent', () => {
    expect(boundsOf([0, 0, 4, 2, 2, -2])).toEqual({ x: 2, y: 0, across: 4, up: 4 })
  })
})

describe('a look at words', () => {
  const words: DatasetSummary = {
    ...summary,
    inputShape: [4],
    targetShape: [3],
    vocabulary: ['the', 'cat', 'eats'],
    classNames: ['the', 'cat', 'eats'],
    classCounts: [2, 5, 3],
    preview: [{ input: [0, 2, -1, -1], target: [1] }],
  }

  it('shows contexts without the places that have no word, and what to predict', () => {
    expect(previewOf(stateOf({ summary: words }))).toMatchObject({
      kind: 'words',
      samples: [{ inputs: ['the', 'eats'], targets: ['cat'] }],
      vocabularySize: 3,
      total: 100,
    })
  })

  it('names the words most often to predict first, and not all of a large vocabulary', () => {
    const counts = (state: DatasetSummary) => {
      const preview = previewOf(stateOf({ summary: state }))
      return preview?.kind === 'words' ? preview.frequent : []
    }
    expect(counts(words)).toEqual([
      { word: 'cat', count: 5 },
      { word: 'eats', count: 3 },
      { word: 'the', count: 2 },
    ])
    const vocabulary = Array.from({ length: 5000 }, (_, i) => `word${i}`)
    const many = { ...words, vocabulary, classCounts: vocabulary.map((_, i) => i) }
    expect(counts(many).map(({ count }) => count)).toEqual(Array.from({ length: 12 }, (_, i) => 4999 - i))
  })
})
