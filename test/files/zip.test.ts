import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { portableCodec } from '../../src-engine/formats/zip/codec.ts'
import { openZip, type ZipReader } from '../../src-engine/formats/zip/reader.ts'
import { sourceOfBytes } from '../../src-engine/formats/zip/source.ts'
import { openZipFile } from '../../src-main/files/zip-file.ts'
import { createZipWriter } from '../../src-main/files/zip-writer.ts'
import { findPython, runPython } from '../engine/formats/support/python.ts'
import { temporaryFolder } from '../store/temporary-store.ts'

const text = new TextEncoder().encode('the same words again and again, '.repeat(500))
const numbers = randomBytes(5000)

async function written(files: readonly (readonly [name: string, bytes: Uint8Array, deflate: boolean])[]) {
  const parts: Uint8Array[] = []
  const writer = createZipWriter((bytes) => {
    parts.push(Uint8Array.from(bytes))
    return Promise.resolve()
  })
  for (const file of files) await writer.add(...file)
  const report = await writer.finish()
  return { ...report, content: Buffer.concat(parts) }
}

const sample = () =>
  written([
    ['texts/a', text, true],
    ['numbers', numbers, false],
    ['empty', new Uint8Array(0), false],
    ['слова', text, true],
  ])

function saved(content: Uint8Array): string {
  const file = join(temporaryFolder(), 'a.zip')
  writeFileSync(file, content)
  return file
}

/** Of the disk, as the lab reads archives, and of memory, as it reads NPZ. */
const openers: Readonly<Record<string, (content: Uint8Array) => ZipReader>> = {
  'on the disk': (content) => {
    const zip = openZipFile(saved(content))
    onTestFinished(() => {
      zip.close()
    })
    return zip
  },
  'in memory': (content) => openZip(sourceOfBytes(content)),
}

function opening(open: (content: Uint8Array) => ZipReader) {
  return (content: Uint8Array) => {
    const zip = open(content)
    const entry = (name: string) => zip.entries.get(name)!
    return {
      zip,
      read: (name: string, most = 2 ** 20) => Buffer.from(zip.read(entry(name), most)),
      begin: (name: string) => Buffer.from(zip.begin(entry(name))),
    }
  }
}

test('the portable checksum is CRC-32, by its published check value', () => {
  expect(portableCodec.crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
})

describe('a ZIP archive the lab writes', () => {
  test('is read by fflate, and by Python where there is one, to the bit', async () => {
    const { content, bytes } = await sample()
    expect(bytes).toBe(content.length)
    expect(content.length).toBeLessThan(7000)
    const files = unzipSync(content)
    expect(Object.keys(files)).toEqual(['texts/a', 'numbers', 'empty', 'слова'])
    expect(Buffer.from(files['numbers']!).equals(numbers)).toBe(true)
    expect(Buffer.from(files['слова']!).equals(text)).toBe(true)
    const python = findPython('zipfile')
    if (python === null) return
    const script = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.read("texts/a")))'
    expect(runPython(python, ['-c', script, saved(content)])).toBe(`None ${text.length}\n`)
  })

  test('of more files than the old format can count is whole', async () => {
    const many = Array.from({ length: 66_000 }, (_, i) => [`f${i}`, new Uint8Array([i & 255]), false] as const)
    const { content } = await written(many)
    const { zip, read } = opening(openers['on the disk']!)(content)
    expect(zip.entries.size).toBe(66_000)
    expect([...read('f65999')]).toEqual([65_999 & 255])
    const python = findPython('zipfile')
    if (python === null) return
    const script =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.read("f65999")[0])'
    expect(runPython(python, ['-c', script, saved(content)])).toBe(`66000 ${65_999 & 255}\n`)
  })

  test('has the same bytes whenever it is written', async () => {
    expect((await sample()).sha256).toBe((await sample()).sha256)
  })
})

describe.each(Object.entries(openers))('a ZIP archive the lab reads %s', (_where, open) => {
  const opened = opening(open)

  test('may come from others, compressed or not, with a comment', () => {
    const { read } = opened(zipSync({ a: text, b: numbers }, { level: 9, comment: 'hello' }))
    expect(read('a').equals(text)).toBe(true)
    expect(read('b').equals(numbers)).toBe(true)
  })

  test('is refused cut off anywhere, naming a byte', async () => {
    const { content } = await sample()
    for (const length of [0, 3, 21, 100, content.length - 30, content.length - 1]) {
      expect(() => opened(content.subarray(0, length))).toThrow(/\(byte \d+\)|ends at byte \d+/)
    }
  })

  test('is refused for what its list claims and cannot be', async () => {
    const { content } = await sample()
    const at = content.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    const edited = (edit: (list: Buffer) => void) => {
      const copy = Buffer.from(content)
      edit(copy.subarray(at))
      return copy
    }
    const lies = (edit: (list: Buffer) => void) => () => opened(edited(edit))
    const reading = (edit: (list: Buffer) => void) => () => opened(edited(edit)).read('texts/a')
    expect(reading((list) => list.writeUInt32LE(0x7fffffff, 24))).toThrow(
      `texts/a claims to become 2147483647 bytes out of`,
    )
    expect(reading((list) => list.writeUInt16LE(1, 8))).toThrow('holds texts/a, which is encrypted')
    expect(reading((list) => list.writeUInt16LE(99, 10))).toThrow('holds texts/a, which is compressed by method 99')
    expect(lies((list) => list.writeUInt32LE(10, 42))).toThrow(/shares bytes with|does not begin/)
    expect(lies((list) => list.writeUInt16LE(60_000, 28))).toThrow('its list is cut off')
    expect(lies((list) => list.write('x', 46))).not.toThrow()
    const renamed = opened(edited((list) => list.write('x', 46)))
    expect(() => renamed.read('xexts/a')).toThrow('xexts/a has another name where it stands (byte 0)')
    const counted = Buffer.from(content)
    counted.writeUInt16LE(3, content.length - 12)
    expect(() => opened(counted)).toThrow('it claims 3 files and lists 4')
  })

  test('gives no file of more bytes than are wanted, and none that is not what the list says', async () => {
    const { content } = await sample()
    expect(() => opened(content).read('numbers', 4999)).toThrow(
      'holds numbers of 5000 bytes; no such file may have more than 4999',
    )
    const broken = Buffer.from(content)
    const place = content.indexOf(numbers)
    broken[place] = (broken[place]! + 1) & 255
    expect(() => opened(broken).read('numbers')).toThrow('numbers has another checksum than the list says')
    expect(opened(broken).read('texts/a').equals(text)).toBe(true)
  })

  test('does not unpack a bomb: neither more than it claims, nor more than there can be', () => {
    const bomb = Buffer.from(zipSync({ a: new Uint8Array(50_000_000) }, { level: 9 }))
    expect(bomb.length).toBeLessThan(60_000)
    expect(() => opened(bomb).read('a')).toThrow('holds a of 50000000 bytes; no such file may have more than 1048576')
    const list = bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    bomb.writeUInt32LE(1000, list + 24)
    expect(() => opened(bomb).read('a')).toThrow(/a (cannot be unpacked|has another checksum)/)
  })

  test('gives the beginning of a file without unpacking it', () => {
    const long = Buffer.concat([numbers, Buffer.alloc(50_000_000)])
    const { begin } = opened(zipSync({ packed: long, stored: [numbers, { level: 0 }] }, { level: 9 }))
    expect(begin('packed').length).toBeLessThan(10_000)
    expect(begin('packed').subarray(0, 1000).equals(numbers.subarray(0, 1000))).toBe(true)
    expect(begin('stored').equals(numbers.subarray(0, 2048))).toBe(true)
  })

  test('may have names in the Cyrillic of DOS, as Windows packs them', () => {
    const archive = Buffer.from(zipSync({ 'xxxxx/1.png': text }))
    const name = Buffer.from([0xaa, 0xae, 0xe8, 0xaa, 0xa8])
    for (let at = archive.indexOf('xxxxx'); at >= 0; at = archive.indexOf('xxxxx', at)) name.copy(archive, at)
    const { zip, read } = opened(archive)
    expect([...zip.entries.keys()]).toEqual(['кошки/1.png'])
    expect(read('кошки/1.png').equals(text)).toBe(true)
  })

  test('that is no archive at all is refused', () => {
    expect(() => opened(readFileSync(import.meta.filename))).toThrow('it ends without the list of its files')
  })
})
