import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { encodeNpy } from '../../src-engine/formats/npy.ts'
import { encodeNpz } from '../../src-engine/formats/npz.ts'
import { load, refusal } from './load.ts'

/** Arrays that NumPy wrote: test/fixtures/numpy/make.py. */
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/numpy', name))
const samples = { 'd.npz': fixture('samples.npz') }
const npz = (settings: Readonly<Record<string, unknown>> = {}) => ({ name: 'npz', file: 'd.npz', ...settings })

describe('NumPy arrays', () => {
  test('in an archive: whole numbers are classes', async () => {
    const dataset = await load(npz({ targets: 'labels' }), samples)
    expect(dataset).toMatchObject({ count: 3, inputShape: [2], task: 'classification', classNames: ['0', '1', '2'] })
    expect([...dataset.inputs]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...dataset.targets]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0])
  })

  test('in files of their own', async () => {
    const files = { 'x.npy': fixture('x.npy'), 'y.npy': fixture('y.npy') }
    const dataset = await load({ name: 'npz', inputs: 'x.npy', targets: 'y.npy' }, files)
    expect([[...dataset.inputs], [...dataset.targets]]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [0, 1, 1],
    ])
  })

  test.each([
    ['two', { task: 'classification', targetShape: [1], targets: Uint8Array.of(1, 0, 1) }],
    ['truth', { task: 'classification', targetShape: [1], targets: Uint8Array.of(1, 0, 1) }],
    ['measures', { task: 'regression', targetShape: [1], targets: Float64Array.of(0.5, 1.5, 2.5) }],
    ['one_hot', { task: 'classification', targetShape: [3], targets: Float64Array.of(0, 0, 1, 1, 0, 0, 0, 1, 0) }],
    ['rows', { task: 'regression', targetShape: [2], targets: Float64Array.of(0.5, 1, 2, 3, 4, 5) }],
  ])('as targets: %s', async (targets, expected) => {
    expect(await load(npz({ targets }), samples)).toMatchObject(expected)
  })

  test('of images: one channel, or the channels brought to the front', async () => {
    const flat = await load(npz({ inputs: 'flat_images', targets: 'labels' }), samples)
    expect(flat.inputShape).toEqual([1, 2, 2])
    const first = await load(
      npz({ inputs: 'images_first', targets: 'labels_of_images', layout: 'channels_first' }),
      samples,
    )
    const last = await load(
      npz({ inputs: 'images_last', targets: 'labels_of_images', layout: 'channels_last' }),
      samples,
    )
    expect(last.inputShape).toEqual([3, 2, 3])
    expect(last.inputs).toEqual(first.inputs)
    expect([...last.inputs.subarray(0, 6)]).toEqual([0, 3, 6, 9, 12, 15])
  })

  test('whose images do not say where their colours are ask for it', async () => {
    const images = encodeNpz([
      { name: 'x', shape: [2, 3, 2, 3], values: new Float32Array(36) },
      { name: 'y', shape: [2], values: Float32Array.of(0, 1) },
    ])
    expect(await refusal(npz(), { 'd.npz': images })).toBe(
      'dataset.layout: images of 3×2×3 do not say where their colours are; ' +
        'set layout to "channels_first" or "channels_last"',
    )
  })
})

describe('arrays that cannot be taken are told by name and place', () => {
  test('what is not there, and what is', async () => {
    expect(await refusal(npz({ inputs: 'xs', targets: 'labels' }), samples)).toMatch(
      /^dataset\.inputs: d\.npz has no array xs; its arrays are x, labels, two, /,
    )
    expect(await refusal({ name: 'npz' }, {})).toMatch(
      /dataset\.inputs: there is no file .*x; .*\n.*dataset\.targets: there/,
    )
  })

  test('NaN, infinities, negative classes, texts and halves', async () => {
    expect(await refusal(npz({ inputs: 'gap', targets: 'labels' }), samples)).toContain(
      'dataset.inputs: gap[1, 1] is NaN',
    )
    expect(await refusal(npz({ targets: 'endless' }), samples)).toContain('dataset.targets: endless[1] is Infinity')
    expect(await refusal(npz({ targets: 'negative' }), samples)).toContain(
      'dataset.targets: negative[0] is -1; classes are whole numbers from 0 to 999',
    )
    expect(await refusal(npz({ targets: 'texts' }), samples)).toContain(
      'dataset.targets: texts holds elements of type <U1',
    )
    expect(await refusal(npz({ inputs: 'half', targets: 'labels' }), samples)).toContain(
      'half holds elements of type <f2',
    )
  })

  test('numbers of samples that differ, and shapes that are no targets', async () => {
    expect(await refusal(npz({ targets: 'labels_of_images' }), samples)).toBe(
      'dataset.targets: labels_of_images has 2 samples; needs 3, one for each of x',
    )
    expect(await refusal(npz({ targets: 'flat_images' }), samples)).toContain(
      'dataset.targets: flat_images has shape 3×2×2',
    )
  })

  test('an archive that is cut off, none, or claims to become far more than it is', async () => {
    expect(await refusal(npz(), { 'd.npz': samples['d.npz'].subarray(0, 2000) })).toContain(
      'dataset.file: is not a whole ZIP archive: it ends without the list of its files',
    )
    expect(await refusal(npz(), { 'd.npz': 'x,y\n1,2\n' })).toContain('dataset.file: is not a whole ZIP archive')
    const archive = zipSync({
      'x.npy': new Uint8Array(1000),
      'y.npy': encodeNpy({ shape: [1], values: Float32Array.of(1) }),
    })
    const view = new DataView(archive.buffer)
    const entry = archive.findIndex((_, i) => i + 4 <= archive.length && view.getUint32(i, true) === 0x02014b50)
    view.setUint32(entry + 24, 0x7fffffff, true)
    expect(await refusal(npz(), { 'd.npz': archive })).toContain('x.npy claims to become 2147483647 bytes')
    const boastful = zipSync({ 'x.npy': claiming([2_000_000_000]), 'y.npy': claiming([2_000_000_000]) })
    expect(await refusal(npz(), { 'd.npz': boastful })).toMatch(
      /dataset\.inputs: x is cut off: it ends at byte 128; needs 16000000128/,
    )
  })
})

/** An array file that claims a shape and has no numbers. */
function claiming(shape: readonly number[]): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`
  return Buffer.from(`\x93NUMPY\x01\x00\x76\x00${header.padEnd(117)}\n`, 'latin1')
}
