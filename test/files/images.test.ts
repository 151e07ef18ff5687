import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { datasetSchema } from '../../src-engine/datasets/index.ts'
import { decodePng } from '../../src-main/files/png.ts'
import { loadDataset } from '../../src-main/files/datasets.ts'
import { folderWith, load, refusal, type Files } from './load.ts'
import { chunk, greyRow, png, type PngSketch } from './png.ts'

const images = (settings: Readonly<Record<string, unknown>> = {}) => ({ name: 'images', file: 'pets', ...settings })
const zipped = (files: Readonly<Record<string, Uint8Array>>): Files => ({ pets: zipSync(files) })
const pets = {
  'cats/2.png': greyRow(3, 4),
  'cats/10.png': greyRow(1, 2),
  'dogs/1.png': greyRow(5, 6),
}
const inFolder = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`pets/${name}`, content]))

describe('images in folders', () => {
  test('are samples in the order of their names, and classes by their folders', async () => {
    const dataset = await load(images(), inFolder(pets))
    expect(dataset).toMatchObject({ count: 3, inputShape: [1, 1, 2], targetShape: [1], classNames: ['cats', 'dogs'] })
    expect(dataset.inputs).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6))
    expect([...dataset.targets]).toEqual([0, 0, 1])
  })

  test('are the same from an archive, compressed or not, and however its files are ordered', async () => {
    const expected = await load(images(), inFolder(pets))
    const reversed = Object.fromEntries(Object.entries(pets).reverse())
    expect(await load(images(), zipped(reversed))).toEqual(expected)
    expect(await load(images(), { pets: zipSync(pets, { level: 0 }) })).toEqual(expected)
  })

  test('may lie in a folder more, beside what systems and people leave there', async () => {
    const files = {
      'all/cats/2.png': pets['cats/2.png'],
      'all/dogs/small/1.png': pets['dogs/1.png'],
      '__MACOSX/all/cats/._2.png': Buffer.from('?'),
      'all/cats/.DS_Store': Buffer.from('?'),
      'readme.txt': Buffer.from('?'),
    }
    for (const found of [zipped(files), inFolder(files)]) {
      expect(await load(images(), found)).toMatchObject({ count: 2, classNames: ['cats', 'dogs'] })
    }
  })

  test('may be linked to, and links that lead nowhere are left out', async () => {
    const folder = folderWith(inFolder(pets))
    symlinkSync(join(folder, 'pets/dogs/1.png'), join(folder, 'pets/dogs/2.png'))
    symlinkSync(join(folder, 'nowhere.png'), join(folder, 'pets/dogs/3.png'))
    expect((await loadDataset(datasetSchema.parse(images()), 1, folder)).count).toBe(4)
  })

  test('may be taken in colour', async () => {
    const files = {
      'a/1.png': png({ width: 2, height: 1, type: 2, rows: [[10, 20, 30, 40, 50, 60]] }),
      'b/1.png': greyRow(7, 8),
    }
    const dataset = await load(images({ channels: 'colour' }), inFolder(files))
    expect(dataset.inputShape).toEqual([3, 1, 2])
    expect([...dataset.inputs]).toEqual([10, 40, 20, 50, 30, 60, 7, 8, 7, 8, 7, 8])
    // 0.299 · 10 + 0.587 · 20 + 0.114 · 30 = 18.15, and the second 48.15.
    expect([...(await load(images(), inFolder(files))).inputs]).toEqual([18, 48, 7, 8])
  })

  test('of several sizes are made equal', async () => {
    const files = { 'a/1.png': greyRow(0, 100, 200, 60), 'b/1.png': greyRow(10, 50) }
    const dataset = await load(images({ size: [1, 2] }), inFolder(files))
    // Halving: weights ¼, ¾, ¾, ¼ around the new pixel's middle, less what lies outside of the image.
    const left = (0.75 * 0 + 0.75 * 100 + 0.25 * 200) / 1.75
    const right = (0.25 * 100 + 0.75 * 200 + 0.75 * 60) / 1.75
    expect([...dataset.inputs]).toEqual([Math.round(left), Math.round(right), 10, 50])
    const larger = await load(
      images({ size: [2, 4] }),
      inFolder({ 'a/1.png': greyRow(10, 50), 'b/1.png': greyRow(0, 8) }),
    )
    expect([...larger.inputs]).toEqual([10, 20, 40, 50, 10, 20, 40, 50, 0, 2, 6, 8, 0, 2, 6, 8])
  })
})

describe('a PNG image', () => {
  const rgba = (sketch: PngSketch) => [...decodePng(png(sketch), 'a.png').rgba]

  test.each<[string, PngSketch, number[]]>([
    ['grey of 1 bit', { width: 3, height: 1, depth: 1, rows: [[0b10100000]] }, [255, 0, 255]],
    ['grey of 2 bits', { width: 3, height: 1, depth: 2, rows: [[0b00_01_11_00]] }, [0, 85, 255]],
    ['grey of 4 bits', { width: 3, height: 1, depth: 4, rows: [[0x0f, 0x30]] }, [0, 255, 51]],
    ['grey of 16 bits', { width: 2, height: 1, depth: 16, rows: [[0x80, 0x00, 0xff, 0xff]] }, [128, 255]],
  ])('of %s', (_name, sketch, expected) => {
    expect(rgba(sketch)).toEqual(expected.flatMap((grey) => [grey, grey, grey, 255]))
  })

  test('with a palette, and what of it can be seen through', () => {
    const palette = [255, 0, 0, 0, 255, 0, 1, 2, 3]
    const sketch: PngSketch = {
      width: 3,
      height: 1,
      depth: 4,
      type: 3,
      palette,
      transparency: [128],
      rows: [[0x01, 0x20]],
    }
    expect(rgba(sketch)).toEqual([255, 0, 0, 128, 0, 255, 0, 255, 1, 2, 3, 255])
  })

  test('of colour with alpha, of grey with alpha, and with one colour that is clear', () => {
    expect(rgba({ width: 1, height: 1, type: 6, rows: [[1, 2, 3, 4]] })).toEqual([1, 2, 3, 4])
    expect(rgba({ width: 1, height: 1, type: 4, rows: [[9, 77]] })).toEqual([9, 9, 9, 77])
    const clear: PngSketch = {
      width: 3,
      height: 1,
      type: 2,
      transparency: [0, 1, 0, 2, 0, 3],
      rows: [[1, 2, 3, 1, 2, 4, 3, 2, 1]],
    }
    expect(rgba(clear)).toEqual([1, 2, 3, 0, 1, 2, 4, 255, 3, 2, 1, 255])
  })

  test('that is interlaced', () => {
    // Of 2×2 pixels, Adam7 has the first in pass 1, the second in pass 6 and the other row in pass 7.
    expect(rgba({ width: 2, height: 2, interlace: 1, rows: [[1], [2], [3, 4]] })).toEqual(
      [1, 2, 3, 4].flatMap((grey) => [grey, grey, grey, 255]),
    )
  })

  test('is laid on white where it can be seen through', async () => {
    const files = { 'a/1.png': png({ width: 1, height: 1, type: 6, rows: [[0, 0, 0, 51]] }), 'b/1.png': greyRow(9) }
    expect([...(await load(images(), inFolder(files))).inputs]).toEqual([204, 9])
  })
})

describe('images that cannot be taken are told by name', () => {
  const bad = async (content: Uint8Array) => [
    await refusal(images(), inFolder({ ...pets, 'cats/2.png': content })),
    await refusal(images(), zipped({ ...pets, 'cats/2.png': content })),
  ]

  test('cut off, changed, or no PNG', async () => {
    const whole = pets['cats/2.png']
    for (const told of await bad(whole.subarray(0, -14))) {
      expect(told).toContain(
        `dataset.file: pets: cats/2.png is a damaged PNG image: it is cut off: it ends at byte ${whole.length - 14}`,
      )
    }
    const changed = Buffer.from(whole)
    changed.writeUInt8(changed.readUInt8(44) ^ 1, 44)
    for (const told of await bad(changed)) expect(told).toContain('pets: cats/2.png is a damaged PNG image')
    for (const told of await bad(Buffer.from('GIF89a'))) expect(told).toContain('pets: cats/2.png is no PNG image')
    for (const told of await bad(Buffer.from(''))) expect(told).toContain('pets: cats/2.png is no PNG image')
  })

  test('claiming sizes that they have not, or that nothing holds', async () => {
    const huge = png({ width: 100_000, height: 100_000, rows: [[1]] })
    for (const told of await bad(huge)) expect(told).toContain('claims to have 100000×100000 pixels')
    for (const told of await bad(png({ width: 8000, height: 8000, rows: [[1]] }))) {
      expect(told).toContain('it has 2 bytes of pixels, not 64008000')
    }
    const [head, end] = [greyRow(1).subarray(0, 33), chunk('IEND', Buffer.alloc(0))]
    const bomb = Buffer.concat([head, chunk('IDAT', deflateSync(Buffer.alloc(50_000_000))), end])
    for (const told of await bad(bomb)) expect(told).toContain('cats/2.png is a damaged PNG image')
  })

  test('with a comment that would become far more than it is: what is only said of an image is never unzipped', async () => {
    const whole = greyRow(3, 4)
    const profile = Buffer.concat([Buffer.from('p\0\0'), deflateSync(Buffer.alloc(50_000_000))])
    const bomb = Buffer.concat([whole.subarray(0, 33), chunk('iCCP', profile), whole.subarray(33)])
    expect((await load(images(), inFolder({ ...pets, 'cats/2.png': bomb }))).count).toBe(3)
  })

  test('of other kinds, of other sizes, outside of folders, of one class only, or none at all', async () => {
    expect(await refusal(images(), inFolder({ ...pets, 'dogs/2.jpg': 'x' }))).toContain(
      'pets: dogs/2.jpg is no PNG image',
    )
    expect(await refusal(images(), inFolder({ ...pets, 'dogs/2.png': greyRow(1) }))).toContain(
      'dataset.size: pets: dogs/2.png has 1×1 pixels, and cats/10.png has 1×2',
    )
    expect(await refusal(images(), inFolder({ ...pets, '1.png': greyRow(1, 2) }))).toContain(
      'pets: 1.png lies in no folder',
    )
    expect(await refusal(images(), inFolder({ 'cats/1.png': greyRow(1) }))).toContain('pets has 1 classes (cats)')
    expect(await refusal(images(), { 'pets/a.txt': '' })).toContain('pets has no PNG images')
    expect(await refusal(images({ file: 'birds' }), {})).toMatch(/dataset\.file: there is no file .*birds/)
  })
})

describe('an archive of images that cannot be trusted is refused, and nothing of it is written', () => {
  /** The archive with its list changed: every entry's place is given to `change`. */
  function changed(
    files: Readonly<Record<string, Uint8Array>>,
    change: (view: DataView, entry: number) => void,
  ): Files {
    const archive = zipSync(files)
    const view = new DataView(archive.buffer)
    for (let i = 0; i + 4 <= archive.length; i++) if (view.getUint32(i, true) === 0x02014b50) change(view, i)
    return { pets: archive }
  }

  test.each(['../../cats/1.png', '/etc/cats/1.png', 'C:/cats/1.png', 'cats\\..\\1.png'])(
    'a name that leads out: %s',
    async (name) => {
      expect(await refusal(images(), zipped({ [name]: greyRow(1), 'dogs/1.png': greyRow(2) }))).toMatch(
        /^dataset\.file: pets holds .*1\.png, which leads out of it; make the archive again$/,
      )
    },
  )

  test('encrypted', async () => {
    const locked = changed(pets, (view, entry) => view.setUint16(entry + 8, 1, true))
    expect(await refusal(images(), locked)).toBe(
      'dataset.file: pets holds cats/10.png, which is encrypted; make it without a password',
    )
  })

  test('claiming to become far more than can be, or more than it does', async () => {
    const claims = (bytes: number) => changed(pets, (view, entry) => view.setUint32(entry + 24, bytes, true))
    expect(await refusal(images(), claims(0x7fffffff))).toMatch(
      /cats\/10\.png claims to become 2147483647 bytes out of \d+/,
    )
    expect(await refusal(images(), claims(60))).toContain('pets is not a whole ZIP archive: cats/10.png')
    const bomb = zipped({ ...pets, 'cats/1.png': Buffer.alloc(300_000_000) })
    expect(await refusal(images(), bomb)).toMatch(
      /^dataset\.file: pets holds cats\/1\.png of 300000000 bytes; no such file may have more than \d+$/,
    )
  })

  test('one file under two names, or one name twice', async () => {
    const files = { 'cats/1.png': greyRow(1), 'dogs/1.png': greyRow(1) }
    const shared = changed(files, (view, entry) => view.setUint32(entry + 20, 10_000, true))
    expect(await refusal(images(), shared)).toMatch(/shares bytes with|claims to end at/)
    const archive = Buffer.from(zipSync({ 'cats/1.png': greyRow(1), 'cats/2.png': greyRow(1) }))
    const second = archive.lastIndexOf('cats/2.png')
    archive.write('cats/1.png', second)
    expect(await refusal(images(), { pets: archive })).toContain('"cats/1.png" is in it twice')
  })

  test('cut off, or none at all', async () => {
    const { pets: whole } = zipped(pets)
    expect(await refusal(images(), { pets: (whole as Uint8Array).subarray(0, 200) })).toContain(
      'pets is not a whole ZIP archive',
    )
    expect(await refusal(images(), { pets: 'PK' })).toContain('pets is not a whole ZIP archive')
    expect(await refusal(images(), { pets: '' })).toContain('pets is not a whole ZIP archive')
  })
})
