import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Alarm } from '../../src-main/protocol.ts'
import { migrations } from '../../src-main/store/migrations.ts'
import { openStore } from '../../src-main/store/store.ts'
import { storedRun, temporaryFolder, temporaryStore } from './temporary-store.ts'

const symmetry = (layer: number, step: number, clearedAt: number | null = null): Alarm => ({
  kind: 'symmetry',
  layer,
  step,
  clearedAt,
  evidence: { identical: 4, units: 6, groups: 1 },
})
const divergence: Alarm = {
  kind: 'divergence',
  layer: null,
  step: 9,
  clearedAt: null,
  evidence: { loss: NaN, lowest: 0.5, initial: Infinity },
}

test('alarms come back in the order they were raised, with evidence that is no finite number', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  store.alarms.save(id, [divergence, symmetry(2, 1), symmetry(0, 1)])
  expect(store.alarms.list(id)).toEqual([symmetry(2, 1), symmetry(0, 1), divergence])
})

test('an alarm that is cleared is the same one; raised again later it is another', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  store.alarms.save(id, [symmetry(0, 1), divergence])
  store.alarms.save(id, [symmetry(0, 1, 4), symmetry(0, 8), { ...divergence, clearedAt: 12 }])
  expect(store.alarms.list(id)).toEqual([symmetry(0, 1, 4), symmetry(0, 8), { ...divergence, clearedAt: 12 }])
})

test('going back to a step leaves the alarms as they stood then', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  const other = storedRun(store)
  store.alarms.save(id, [symmetry(0, 1, 3), symmetry(1, 2, 7), symmetry(0, 6)])
  store.alarms.save(other.id, [symmetry(0, 6)])
  expect(store.alarms.rewind(id, 5)).toBe(2)
  expect(store.alarms.list(id)).toEqual([symmetry(0, 1, 3), symmetry(1, 2)])
  expect(store.alarms.list(other.id)).toEqual([symmetry(0, 6)])
})

test('a database from before there were alarms keeps its runs and takes alarms', () => {
  const file = join(temporaryFolder(), 'lab.sqlite')
  const old = new Database(file)
  old.exec(migrations[0]!)
  old.pragma('user_version = 1')
  old.exec(`
    INSERT INTO fingerprints VALUES ('f', 4, '[2]', '[1]');
    INSERT INTO runs (id, name, status, created_at, epochs, total_steps, engine_version, precision, architecture, dataset,
      parameter_count, fingerprint, model, experiment)
    VALUES ('r00000001', 'old', 'completed', 1000, 10, 10, '0.1.0', 'float32', '2-1', 'xor', 3, 'f', '{}', '{}');
    INSERT INTO metrics VALUES ('r00000001', 1, 'train.loss', 1, 0.5);`)
  old.close()

  const store = openStore(file)
  expect(store.runs.find('#1')).toMatchObject({ id: 'r00000001', name: 'old', status: 'completed' })
  expect(store.metrics.latest('r00000001')).toEqual({ 'train.loss': 0.5 })
  expect(store.alarms.list('r00000001')).toEqual([])
  store.alarms.save('r00000001', [divergence])
  store.close()
  const again = openStore(file)
  expect(again.alarms.list('r00000001')).toEqual([divergence])
  again.close()
})
