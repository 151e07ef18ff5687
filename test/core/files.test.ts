import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { listDirectory } from '../../src-main/core/directory-listing.ts'
import { listExamples } from '../../src-main/core/examples.ts'
import { openExperiment } from '../../src-main/core/experiments.ts'
import { inspectDataset } from '../../src-main/core/inspect-dataset.ts'
import { preflight } from '../../src-main/core/preflight.ts'
import { fingerprintOf, loadDataset } from '../../src-main/files/datasets.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { resources } from './places.ts'
import { experiment } from './temporary-lab.ts'

/** Four images of 2 × 3 bytes, and their labels 0 1 2 1. */
const images = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 3, ...Array(24).keys()])
const labels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 2, 1])

function folderWithImages(): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'images'), images)
  writeFileSync(join(folder, 'images.gz'), gzipSync(images))
  writeFileSync(join(folder, 'labels'), labels)
  return folder
}

const idx = (changes: Readonly<Record<string, unknown>> = {}) => ({
  name: 'idx',
  images: 'images',
  labels: 'labels',
  ...changes,
})

describe('data from files', () => {
  test('is found relative to the experiment’s folder, zipped or not', async () => {
    const folder = folderWithImages()
    const plain = await inspectDataset(idx(), 1, folder)
    expect(plain).toMatchObject({
      count: 4,
      inputShape: [1, 2, 3],
      targetShape: [3],
      classCounts: [1, 2, 1],
      inputRange: { minimum: 0, maximum: 23, mean: 11.5 },
      parts: { train: 3, validation: 1, test: 0 },
    })
    expect(plain.preview[1]).toEqual({ input: [6, 7, 8, 9, 10, 11], target: [0, 1, 0] })
    const zipped = await inspectDataset(idx({ images: 'images.gz' }), 1, folder)
    expect(zipped.fingerprint).toEqual(plain.fingerprint)
    const absolute = await inspectDataset(
      idx({ images: join(folder, 'images'), labels: join(folder, 'labels') }),
      1,
      null,
    )
    expect(absolute.fingerprint).toEqual(plain.fingerprint)
  })

  test('that is missing is told by file and JSON path, all of it at once', async () => {
    const folder = temporaryFolder()
    const message = `dataset.images: there is no file ${join(folder, 'images')}; correct the name, or put the file there
dataset.labels: there is no file ${join(folder, 'labels')}; correct the name, or put the file there`
    await expect(inspectDataset(idx(), 1, folder)).rejects.toThrow(message)
  })

  test('whose zipped file is cut off or damaged is told by file', async () => {
    const folder = folderWithImages()
    writeFileSync(join(folder, 'images.gz'), gzipSync(images).subarray(0, 20))
    const cut = `dataset.images: ${join(folder, 'images.gz')} is cut off: its gzip data ends too early`
    await expect(inspectDataset(idx({ images: 'images.gz' }), 1, folder)).rejects.toThrow(cut)
    writeFileSync(join(folder, 'images.gz'), gzipSync(images).fill(0xff, 12, 20))
    const damaged = `dataset.images: ${join(folder, 'images.gz')} is not a whole gzip file`
    await expect(inspectDataset(idx({ images: 'images.gz' }), 1, folder)).rejects.toThrow(damaged)
  })

  test('that is a folder, or relative to no file, is told so', async () => {
    const folder = temporaryFolder()
    await expect(inspectDataset(idx({ images: '.' }), 1, folder)).rejects.toThrow(
      `dataset.images: ${folder} is a folder`,
    )
    await expect(inspectDataset(idx(), 1, null)).rejects.toThrow(
      "dataset.images: images is relative to the experiment's file, and this experiment is in none",
    )
  })

  test('that is not what it claims is told with the path of its key', async () => {
    const folder = folderWithImages()
    writeFileSync(join(folder, 'labels'), labels.subarray(0, 10))
    await expect(inspectDataset(idx(), 1, folder)).rejects.toThrow(/dataset\.labels: labels is cut off/)
  })
})

describe('the fingerprint of data', () => {
  test('is the same for the same data and another for another seed, shape or number', async () => {
    const load = (dataset: unknown, seed: number) =>
      inspectDataset(dataset, seed, null).then((summary) => summary.fingerprint.sha256)
    const spiral = { name: 'spiral', samples: 100 }
    expect(await load(spiral, 1)).toBe(await load(spiral, 1))
    expect(await load(spiral, 2)).not.toBe(await load(spiral, 1))
    const flat = { name: 'inline', inputs: [[1, 2, 3, 4]], targets: [[1]] }
    const square = {
      ...flat,
      inputs: [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    }
    expect(await load(square, 1)).not.toBe(await load(flat, 1))
    expect(await load({ ...flat, targets: [[2]] }, 1)).not.toBe(await load(flat, 1))
  })

  test('does not depend on how the data is split or scaled', async () => {
    const plain = await loadDataset(
      { name: 'xor', split: { train: 1, validation: 0, test: 0 }, scale: 'none' },
      1,
      null,
    )
    const split = await loadDataset(
      { name: 'xor', split: { train: 0.5, validation: 0.5, test: 0 }, scale: 'unit' },
      1,
      null,
    )
    expect(fingerprintOf(split)).toEqual(fingerprintOf(plain))
  })
})

describe('an experiment file', () => {
  test('is opened with its folder', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.json'), JSON.stringify(experiment(3)))
    const opened = await openExperiment(join(folder, 'a.json'))
    expect(opened.directory).toBe(folder)
    expect(opened.experiment.name).toBe('spiral of 3')
  })

  test('that is missing, no JSON or no experiment is refused by name', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'a.json')
    await expect(openExperiment(file)).rejects.toThrow(`${file}: (whole file): does not exist`)
    writeFileSync(file, '{"version": 1,')
    await expect(openExperiment(file)).rejects.toThrow(
      /a\.json: \(whole file\): is not JSON: it ends too early, at line 1, column 15; correct it/,
    )
    writeFileSync(file, '{"version": 2}')
    await expect(openExperiment(file)).rejects.toThrow(`${file}: version: `)
  })
})

describe('the examples', async () => {
  const examples = await listExamples(resources)

  test('are there for every source, each with all its words in both languages', () => {
    const sources = examples.map(({ source }) => source.en).join('; ')
    for (const name of ['Perceptron notebook', 'Momentum article', 'Konyagin', 'Kovalev 2022', 'word2vec article']) {
      expect(sources).toContain(name)
    }
    for (const { experiment, title, summary, note, source } of examples) {
      expect(title.en).toBe(experiment.name)
      for (const text of [title, summary, note, source]) {
        expect(text.ru).toMatch(/[а-я]/)
        expect(text.en).not.toMatch(/[а-я]/)
      }
    }
  })

  test.each(examples.map((example) => [example.file, example] as const))(
    '%s can be trained as it is',
    async (_file, example) => {
      const { parameterCount, totalSteps } = await preflight(example.experiment, null)
      expect(parameterCount).toBeGreaterThan(0)
      expect(totalSteps).toBeGreaterThan(0)
    },
  )
})

describe('a folder', () => {
  test('is listed with folders first, then files with their sizes, without what is hidden or broken', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'zoo'))
    writeFileSync(join(folder, 'b10.json'), '12345')
    writeFileSync(join(folder, 'B2.json'), '1')
    writeFileSync(join(folder, '.hidden'), '')
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'))
    expect(await listDirectory(folder)).toEqual({
      directory: folder,
      parent: join(folder, '..'),
      file: null,
      entries: [
        { name: 'zoo', kind: 'directory', bytes: 0 },
        { name: 'B2.json', kind: 'file', bytes: 1 },
        { name: 'b10.json', kind: 'file', bytes: 5 },
      ],
    })
  })

  test('at the root has no parent', async () => {
    const { root } = parse(temporaryFolder())
    expect((await listDirectory(root)).parent).toBeNull()
  })

  test('may be named by a file in it, whatever that is called', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'train-images-idx3-ubyte')
    writeFileSync(file, '')
    expect(await listDirectory(file, true)).toMatchObject({ directory: folder, file })
    expect(await listDirectory(folder, true)).toMatchObject({ directory: folder, file: null })
    const gone = join(folder, 'gone.csv')
    await expect(listDirectory(gone, true)).rejects.toThrow(`there is no file or folder ${gone}; mend the path`)
  })

  test('that is none is refused by name', async () => {
    const folder = folderWithImages()
    await expect(listDirectory(join(folder, 'nowhere'))).rejects.toThrow(
      `there is no folder ${join(folder, 'nowhere')}`,
    )
    await expect(listDirectory(join(folder, 'images'))).rejects.toThrow('is not a folder')
  })
})
