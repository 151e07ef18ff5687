import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from '../../scripts/lock.mjs'

let folder = ''
let lock = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backprop-lab-'))
  lock = join(folder, 'build.lock')
})

afterEach(() => rmSync(folder, { recursive: true }))

const lockModule = pathToFileURL(join(import.meta.dirname, '../../scripts/lock.mjs')).href

test('processes that want to build at once build one after another', async () => {
  const log = join(folder, 'log')
  const program = `
    import { appendFileSync } from 'node:fs'
    import { setTimeout as sleep } from 'node:timers/promises'
    import { withLock } from ${JSON.stringify(lockModule)}
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'begin ')
      await sleep(150)
      appendFileSync(${JSON.stringify(log)}, 'end ')
    })`
  const builders = [1, 2, 3, 4].map(() => spawn(process.execPath, ['--input-type=module', '--eval', program]))
  const codes = await Promise.all(builders.map(async (builder) => (await once(builder, 'exit'))[0] as number))
  expect(codes).toEqual([0, 0, 0, 0])
  expect(readFileSync(log, 'utf8')).toBe('begin end '.repeat(4))
  expect(existsSync(lock)).toBe(false)
})

test('the lock of a builder that died is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(lock, String(pid))
  expect(await withLock(lock, () => Promise.resolve('built'))).toBe('built')
})

test('the lock of a builder from before a restart, whose id is someone else’s now, is taken over', async () => {
  writeFileSync(lock, String(process.pid))
  const anHourAgo = Date.now() / 1000 - 3600
  utimesSync(lock, anHourAgo, anHourAgo)
  expect(await withLock(lock, () => Promise.resolve('built'))).toBe('built')
})

test('a build that fails gives the lock back', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no build')))).rejects.toThrow('no build')
  expect(existsSync(lock)).toBe(false)
})
