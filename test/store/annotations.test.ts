import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrations } from '../../src-main/store/migrations.ts'
import { openStore } from '../../src-main/store/store.ts'
import { storedRun, temporaryFolder, temporaryStore } from './temporary-store.ts'

test('a run has no tags and no note until it is given some; each takes the place of what was there', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  expect(store.runs.find(id)).toMatchObject({ tags: [], note: '' })
  store.annotations.setTags(id, ['first try', 'медленно'])
  store.annotations.setNote(id, 'too slow')
  expect(store.runs.find(id)).toMatchObject({ tags: ['first try', 'медленно'], note: 'too slow' })
  store.annotations.setTags(id, [])
  expect(store.runs.list()[0]).toMatchObject({ tags: [], note: 'too slow' })
})

test('tags go with the run when it is removed for good', () => {
  const { store, file } = temporaryStore()
  const { id, owner } = storedRun(store)
  store.annotations.setTags(id, ['a'])
  store.runs.finish(id, owner, { status: 'stopped', metrics: null, weightsSha256: null, reason: null }, 500)
  store.runs.setDeleted(id, 1000)
  store.runs.purge(1001)
  const other = new Database(file, { readonly: true })
  expect(other.prepare('SELECT count(*) FROM annotations').pluck().get()).toBe(0)
  other.close()
})

test('runs of a database from before there were tags have none, and can be given some', () => {
  const file = join(temporaryFolder(), 'lab.sqlite')
  const old = new Database(file)
  const before = migrations.findIndex((step) => step.includes('CREATE TABLE annotations'))
  for (const step of migrations.slice(0, before)) old.exec(step)
  old.pragma(`user_version = ${before}`)
  old.exec(`
    INSERT INTO fingerprints VALUES ('f', 4, '[2]', '[1]');
    INSERT INTO runs (id, name, status, created_at, epochs, total_steps, engine_version, precision, architecture,
      dataset, parameter_count, fingerprint, model, experiment)
    VALUES ('r1', 'old', 'completed', 1, 1, 1, '0', 'float32', '2-1', 'xor', 3, 'f', '{}', '{}')`)
  old.close()
  const store = openStore(file)
  expect(store.runs.find('r1')).toMatchObject({ name: 'old', tags: [], note: '' })
  store.annotations.setTags('r1', ['kept'])
  expect(store.runs.find('r1')?.tags).toEqual(['kept'])
  store.close()
})
