import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { encodeNpy } from '../../src-engine/formats/npy.ts'
import { openTestLab, type TestLab } from './temporary-lab.ts'

/* Data that is dropped onto the page in a browser, which tells no path. */

async function sent(lab: TestLab, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { id } = await lab.ask('sendFile', { name, bytes: bytes.length })
  await lab.ask('sendPart', { id, bytes })
  return id
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

test('data is kept in the lab’s folder under its name, once, and never over another', async () => {
  const lab = openTestLab()
  const folder = join(dirname(lab.database), 'dropped')
  const keep = async (name: string, text: string) => {
    const id = await sent(lab, name, bytesOf(text))
    const { path } = await lab.ask('keepData', { id })
    // It is the lab's then, whatever becomes of what was sent.
    await lab.ask('forgetFile', { id })
    return path
  }
  const table = 'a,b\n1,2\n'
  expect(await keep('people.csv', table)).toBe(join(folder, 'people.csv'))
  expect(await keep('people.csv', table)).toBe(join(folder, 'people.csv'))
  expect(await keep('people.csv', 'a,b\n3,4\n')).toBe(join(folder, 'people-2.csv'))
  expect(await keep('people.csv', 'a,b\n3,4\n')).toBe(join(folder, 'people-2.csv'))
  expect(readFileSync(join(folder, 'people.csv'), 'utf8')).toBe(table)
  expect(await lab.ask('recognizeData', { path: join(folder, 'people-2.csv') })).toMatchObject({
    dataset: { name: 'csv', file: join(folder, 'people-2.csv') },
  })
})

test('an archive of arrays is told as data by its types or its names, and as weights where it may be some', async () => {
  const lab = openTestLab()
  const floats = encodeNpy({ shape: [2], values: Float32Array.of(1, 2) })
  const whole = Uint8Array.from(Buffer.from(Buffer.from(floats).toString('latin1').replace('<f4', '<i4'), 'latin1'))
  const said = async (arrays: Record<string, Uint8Array>) => {
    const id = await sent(lab, 'iris.npz', zipSync(arrays))
    return lab.refusal('importFile', { file: { kind: 'sent', id }, destination: null })
  }
  const leads = 'open it in Data, or in the terminal: lab datasets inspect iris.npz'
  expect((await said({ 'x.npy': floats, 'y.npy': floats })).message).toContain(
    `holds arrays of data (x, y), no weights; ${leads}`,
  )
  expect((await said({ 'pixels.npy': whole })).message).toContain(`holds arrays of data (pixels), no weights; ${leads}`)
  expect((await said({ 'w1.npy': floats })).message).toContain('does not say which network its weights belong to')
  expect((await said({ 'layers.0.weight.npy': whole })).message).toContain('must hold <f4 or <f8')
})
