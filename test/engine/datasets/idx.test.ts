import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { idx } from '../../../src-engine/datasets/idx.ts'
import { splitSamples } from '../../../src-engine/datasets/split.ts'
import { datasetSchema } from '../../../src-engine/datasets/index.ts'
import { createRng } from '../../../src-engine/rng.ts'
import { classCounts, labelsOf, load } from './support/load.ts'

const spec = { name: 'idx', images: 'images.gz', labels: 'labels' }

/** An IDX file of bytes. */
function idxOf(sizes: readonly number[], values: readonly number[]): Uint8Array {
  return Uint8Array.from([0, 0, 8, sizes.length, ...sizes.flatMap((size) => [0, 0, size >> 8, size & 255]), ...values])
}

const images = idxOf(
  [4, 2, 3],
  Array.from({ length: 24 }, (_, i) => i),
)
const labels = idxOf([4], [2, 0, 3, 0])

describe('labelled images from IDX files', () => {
  it('are (1, height, width) bytes with one-hot classes up to the highest label', () => {
    const dataset = load(spec, { files: { images, labels } })
    expect(dataset.count).toBe(4)
    expect(dataset.inputShape).toEqual([1, 2, 3])
    expect([...dataset.inputs]).toEqual(Array.from({ length: 24 }, (_, i) => i))
    expect(dataset.targetShape).toEqual([4])
    expect([...dataset.targets]).toEqual([0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0])
    expect(dataset.classNames).toEqual(['0', '1', '2', '3'])
  })

  it('are as many as the limit says, from the front, with the classes of the whole file', () => {
    const dataset = load({ ...spec, limit: 2 }, { files: { images, labels } })
    expect(dataset.count).toBe(2)
    expect(dataset.inputs).toHaveLength(12)
    expect(dataset.targets).toHaveLength(8)
    expect(labelsOf(dataset)).toEqual([2, 0])
  })

  it('are all there are when the limit is higher', () => {
    expect(load({ ...spec, limit: 1000 }, { files: { images, labels } }).count).toBe(4)
  })

  it('are of two classes at least, even when every label is 0', () => {
    const zeros = idxOf([4], [0, 0, 0, 0])
    expect(load(spec, { files: { images, labels: zeros } }).targetShape).toEqual([2])
  })

  it('may be flat or have channels', () => {
    const flat = idxOf([4, 6], new Array<number>(24).fill(0))
    expect(load(spec, { files: { images: flat, labels } }).inputShape).toEqual([6])
    const coloured = idxOf([4, 3, 1, 2], new Array<number>(24).fill(0))
    expect(load(spec, { files: { images: coloured, labels } }).inputShape).toEqual([3, 1, 2])
  })

  it('name their files by key, for the host to read', () => {
    expect(idx.files?.(idx.schema.parse(spec))).toEqual({ images: 'images.gz', labels: 'labels' })
  })

  it('say which file has too few or too many of its kind', () => {
    const three = idxOf([3], [0, 1, 2])
    expect(() => load(spec, { files: { images, labels: three } })).toThrow(
      'labels: labels has 3 labels; needs 4, one for every image of images.gz',
    )
  })

  it('say which file is damaged', () => {
    const cut = { images: images.subarray(0, 30), labels }
    expect(() => load(spec, { files: cut })).toThrow('images: images.gz is cut off: it ends at byte 30')
    const text = new TextEncoder().encode('<html>')
    expect(() => load(spec, { files: { images, labels: text } })).toThrow(
      'labels: labels begins with the bytes 3c 68 74 6d',
    )
  })

  it('notice files that were swapped', () => {
    expect(() => load(spec, { files: { images: labels, labels: images } })).toThrow(
      'images: images.gz has one dimension, as labels have',
    )
    expect(() => load(spec, { files: { images, labels: images } })).toThrow(
      'labels: labels has shape 4×2×3, as images have',
    )
  })

  it('need a limit of at least 1 and both file names', () => {
    expect(datasetSchema.safeParse({ ...spec, limit: 0 }).success).toBe(false)
    expect(datasetSchema.safeParse({ name: 'idx', images: 'a' }).success).toBe(false)
  })
})

const mnist = join(import.meta.dirname, '../../../../shared/data/mnist')
const present = existsSync(mnist)

describe.skipIf(!present)(`the MNIST test images${present ? '' : ' (skipped: not beside this project)'}`, () => {
  const read = (file: string) => (present ? gunzipSync(readFileSync(join(mnist, file))) : new Uint8Array())
  const files = { images: read('t10k-images-idx3-ubyte.gz'), labels: read('t10k-labels-idx1-ubyte.gz') }

  it('are 10,000 of 28×28, with the known number of each digit', () => {
    const dataset = load(spec, { files })
    expect(dataset.count).toBe(10_000)
    expect(dataset.inputShape).toEqual([1, 28, 28])
    expect(classCounts(dataset)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    expect(labelsOf(dataset).slice(0, 10)).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
  })

  it('have the known mean grey, 0.1325 of white', () => {
    const { inputs } = load(spec, { files })
    expect(Array.from(inputs).reduce((sum, value) => sum + value) / inputs.length / 255).toBeCloseTo(0.1325, 4)
  })

  it('split into 8,000, 1,000 and 1,000', () => {
    const { train, validation, test } = splitSamples(10_000, datasetSchema.parse(spec).split, createRng(1))
    expect([train.length, validation.length, test.length]).toEqual([8000, 1000, 1000])
  })
})
