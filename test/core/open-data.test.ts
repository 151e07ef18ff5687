import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeNpz } from '../../src-engine/formats/npz.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { openTestLab } from './temporary-lab.ts'

const numpy = join(import.meta.dirname, '../fixtures/numpy')

function folderWith(files: readonly string[]): string {
  const folder = temporaryFolder()
  for (const file of files) writeFileSync(join(folder, file), Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 0))
  return folder
}

const recognize = async (path: string) => openTestLab().ask('recognizeData', { path })

describe('what a person points at becomes data, its files by their full paths', () => {
  test('tables, texts, archives and folders by their names', async () => {
    const folder = folderWith(['a.tsv', 'b.txt', 'c.zip'])
    mkdirSync(join(folder, 'pets'))
    const found = async (name: string) => {
      const recognized = await recognize(join(folder, name))
      return recognized.kind === 'data' ? recognized.dataset : null
    }
    expect(await found('a.tsv')).toMatchObject({ name: 'csv', file: join(folder, 'a.tsv'), delimiter: 'auto' })
    expect(await found('b.txt')).toMatchObject({ name: 'text', file: join(folder, 'b.txt') })
    expect(await found('c.zip')).toMatchObject({ name: 'images', file: join(folder, 'c.zip') })
    expect(await found('pets')).toMatchObject({ name: 'images', file: join(folder, 'pets') })
  })

  test('images of MNIST’s kind with the labels beside them, or none', async () => {
    const folder = folderWith(['cats-images-idx3', 'cats-labels-idx1', 'dogs'])
    expect(await recognize(join(folder, 'cats-images-idx3'))).toMatchObject({
      kind: 'data',
      dataset: { images: join(folder, 'cats-images-idx3'), labels: join(folder, 'cats-labels-idx1') },
    })
    expect(await recognize(join(folder, 'dogs'))).toEqual({ kind: 'images', path: join(folder, 'dogs') })
  })

  test('arrays, even where it cannot be told which are inputs', async () => {
    const file = join(numpy, 'samples.npz')
    expect(await recognize(file)).toMatchObject({ kind: 'data', dataset: { name: 'npz', file } })
    const types = join(numpy, 'types.npz')
    expect(await recognize(types)).toMatchObject({ kind: 'data', dataset: { name: 'npz', file: types } })
  })

  test('two arrays of other names by their shapes: the wider one is what there is to learn from', async () => {
    const arrayOf = (name: string, shape: readonly number[]) => ({
      name,
      shape,
      values: new Float64Array(shape.reduce((product, size) => product * size, 1)),
    })
    const folder = folderWith([])
    const found = async (...arrays: ReturnType<typeof arrayOf>[]) => {
      writeFileSync(join(folder, 'flats.npz'), encodeNpz(arrays))
      const recognized = await recognize(join(folder, 'flats.npz'))
      return recognized.kind === 'data' && recognized.dataset.name === 'npz' ? recognized.dataset : null
    }
    const price = arrayOf('price', [6])
    expect(await found(price, arrayOf('flats', [6, 3]))).toMatchObject({ inputs: 'flats', targets: 'price' })
    expect(await found(price, arrayOf('area', [6, 1]))).toMatchObject({ inputs: 'area', targets: 'price' })
    expect(await found(arrayOf('labels', [6, 3]), arrayOf('features', [6, 2]))).toMatchObject({
      inputs: 'features',
      targets: 'labels',
    })
    // Neither of as many samples nor of another width: nothing tells them apart.
    expect(await found(price, arrayOf('flats', [5, 3]))).toMatchObject({ inputs: 'x', targets: 'y' })
    expect(await found(price, arrayOf('area', [6]))).toMatchObject({ inputs: 'x', targets: 'y' })
  })

  test('anything else is refused, with what would be right', async () => {
    const folder = folderWith([])
    writeFileSync(join(folder, 'a.xyz'), 'nothing')
    const lab = openTestLab()
    const { message } = await lab.refusal('recognizeData', { path: join(folder, 'a.xyz') })
    expect(message).toContain('a.xyz is no data the lab knows; needs a table (CSV, TSV)')
    expect((await lab.refusal('recognizeData', { path: join(folder, 'gone.csv') })).message).toContain(
      'there is no file',
    )
  })
})

describe('the arrays of an archive', () => {
  test('are told by name, shape and type, as NumPy wrote them', async () => {
    const arrays = await openTestLab().ask('listArrays', { file: 'types-compressed.npz', directory: numpy })
    const written = JSON.parse(readFileSync(join(numpy, 'types.json'), 'utf8')) as Record<string, { shape: number[] }>
    expect(arrays.map(({ name, shape }) => [name, shape])).toEqual(
      Object.entries(written).map(([name, { shape }]) => [name, shape]),
    )
    const typed = arrays.filter(({ name }) => /^(float|u?int)\d+/.test(name))
    expect(typed.length).toBeGreaterThan(5)
    for (const { name, type } of typed) expect(type).toBe(/^[a-z]+\d+/.exec(name)?.[0])
  })

  test('of something else are refused', async () => {
    const folder = folderWith(['a.npz'])
    const { message } = await openTestLab().refusal('listArrays', { file: 'a.npz', directory: folder })
    expect(message).toContain('a.npz is not a whole ZIP archive')
  })
})
