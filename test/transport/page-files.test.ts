import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { containedPath, readPageFile } from '../../src-main/transport/page-files.ts'

let folder = ''
let page = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backprop-lab-'))
  page = join(folder, 'page')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(page, 'index.html'), '<!doctype html>')
  await writeFile(join(page, 'assets', 'app.js'), 'export {}')
  await writeFile(join(page, 'notes.txt'), 'not part of the page')
  await writeFile(join(folder, 'secret.js'), 'secret')
  await mkdir(join(folder, 'page-secrets'))
  await writeFile(join(folder, 'page-secrets', 'secret.js'), 'secret')
})

afterAll(() => rm(folder, { recursive: true }))

describe('a path of a URL', () => {
  test('names a file of the page', () => {
    expect(containedPath(page, '/assets/app.js')).toBe(join(page, 'assets', 'app.js'))
    expect(containedPath(page, '/')).toBe(join(page, 'index.html'))
  })

  test.each([
    '/../secret.js',
    '/..%2fsecret.js',
    '/%2e%2e/secret.js',
    '/%2e%2e%2fsecret.js',
    '/assets/../../secret.js',
    '/../page-secrets/secret.js',
    '/..\\secret.js',
    '/..%5csecret.js',
    '/index.html%00.js',
    '/%',
    '/%ff',
    'index.html',
    '',
    '/..',
    '/.',
  ])('%j leads nowhere', async (path) => {
    expect(containedPath(page, path)).toBeNull()
    expect(await readPageFile(page, path)).toBeNull()
  })

  test('never leads out of the folder, whatever it is', () => {
    const part = fc.constantFrom('..', '.', '', 'a', '%2e%2e', '%2f', '%5c', '\\', '%00', '/', 'C:', '...')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const file = containedPath(page, `/${parts.join('/')}`)
        if (file !== null) expect(relative(page, file)).not.toMatch(/^\.\.(\/|$)/)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a file of the page', () => {
  test('comes with its type', async () => {
    const file = await readPageFile(page, '/assets/app.js')
    expect(file?.contentType).toBe('text/javascript; charset=utf-8')
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe('export {}')
  })

  test.each(['/assets', '/missing.js', '/index.html/x.js'])('%s is none', async (path) => {
    expect(await readPageFile(page, path)).toBeNull()
  })

  test('of a kind no page consists of is not given', async () => {
    expect(await readPageFile(page, '/notes.txt')).toBeNull()
  })
})
