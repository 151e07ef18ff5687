import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { SettingChange } from '../../src-main/protocol.ts'
import { migrations } from '../../src-main/store/migrations.ts'
import { openStore } from '../../src-main/store/store.ts'
import { storedRun, temporaryFolder, temporaryStore } from './temporary-store.ts'

const change = (step: number, learningRate: number, momentum: number | null = 0.9): SettingChange => ({
  step,
  learningRate,
  momentum,
})

test('changes come back by step; one takes the place of those that were to come', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  const other = storedRun(store)
  store.changes.save(id, change(10, 0.1))
  store.changes.save(id, change(30, 0.3))
  store.changes.save(other.id, change(40, 0.4, null))
  store.changes.save(id, change(20, 0.2, null))
  expect(store.changes.list(id)).toEqual([change(10, 0.1), change(20, 0.2, null)])
  store.changes.save(id, change(20, 0.5))
  expect(store.changes.list(id)).toEqual([change(10, 0.1), change(20, 0.5)])
  expect(store.changes.list(other.id)).toEqual([change(40, 0.4, null)])
})

test('a database from before there were changes keeps its runs, which began from weights of their own', () => {
  const file = join(temporaryFolder(), 'lab.sqlite')
  const old = new Database(file)
  for (const step of migrations.slice(0, 2)) old.exec(step)
  old.pragma('user_version = 2')
  old.exec(`
    INSERT INTO fingerprints VALUES ('f', 4, '[2]', '[1]');
    INSERT INTO runs (id, name, status, created_at, epochs, total_steps, engine_version, precision, architecture, dataset,
      parameter_count, fingerprint, model, experiment)
    VALUES ('r00000001', 'old', 'completed', 1000, 10, 10, '0.1.0', 'float32', '2-1', 'xor', 3, 'f', '{}', '{}');`)
  old.close()

  const store = openStore(file)
  expect(store.runs.find('r00000001')?.origin).toBeNull()
  store.changes.save('r00000001', change(5, 0.1))
  expect(store.changes.list('r00000001')).toEqual([change(5, 0.1)])
  store.close()
})
