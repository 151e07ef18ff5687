import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src-main/store/database.ts'
import { migrations } from '../../src-main/store/migrations.ts'
import { openStore } from '../../src-main/store/store.ts'
import { storedRun, temporaryFolder, temporaryStore } from './temporary-store.ts'

describe('opening the database', () => {
  test('a new file gets its folder, the newest schema and the write-ahead log', () => {
    const database = openDatabase(join(temporaryFolder(), 'a', 'b', 'lab.sqlite'))
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1)
    database.close()
  })

  test('a new file that another process is just opening is waited for', async () => {
    const file = join(temporaryFolder(), 'lab.sqlite')
    const other = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads')
      const database = new (require('better-sqlite3'))(workerData)
      database.exec('BEGIN IMMEDIATE')
      parentPort.postMessage('writing')
      setTimeout(() => database.close(), 200)`,
      { eval: true, workerData: file },
    )
    await once(other, 'message')
    const database = openDatabase(file)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    database.close()
  })

  test('what was stored is there when the file is opened again', () => {
    const { store, file } = temporaryStore()
    const { id } = storedRun(store)
    const again = openStore(file)
    expect(again.runs.find(id)?.name).toBe('xor')
    again.close()
  })

  test('a database of a newer lab is refused and left as it is', () => {
    const file = join(temporaryFolder(), 'lab.sqlite')
    const newer = new Database(file)
    newer.pragma(`user_version = ${migrations.length + 1}`)
    newer.close()
    expect(() => openDatabase(file)).toThrow(/written by a newer version of the lab .* update the lab/)
    const untouched = new Database(file)
    expect(untouched.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0)
    untouched.close()
  })

  test('a file that is no database is refused by name', () => {
    const file = join(temporaryFolder(), 'notes.txt')
    writeFileSync(file, 'nothing but text, and enough of it to be taken for a header of a database '.repeat(20))
    expect(() => openDatabase(file)).toThrow(`${file} is not a database of the lab`)
  })

  test('a folder in the place of the file is refused by name', () => {
    const folder = temporaryFolder()
    expect(() => openDatabase(folder)).toThrow(`${folder} cannot be opened`)
  })
})

describe('a transaction', () => {
  test('that fails leaves nothing of itself behind', () => {
    const { store } = temporaryStore()
    const { id } = storedRun(store)
    expect(() =>
      store.transaction(() => {
        store.metrics.append(id, [{ step: 1, epoch: 1, name: 'train.loss', value: 0.5 }])
        store.runs.rename(id, 'half done')
        throw new Error('the power went')
      }),
    ).toThrow('the power went')
    expect(store.metrics.list(id)).toEqual([])
    expect(store.runs.find(id)?.name).toBe('xor')
  })

  test('of another process shows in the data version', () => {
    const { store, file } = temporaryStore()
    const before = store.dataVersion()
    storedRun(store)
    expect(store.dataVersion()).toBe(before)
    const other = openStore(file)
    storedRun(other)
    other.close()
    expect(store.dataVersion()).not.toBe(before)
  })
})
