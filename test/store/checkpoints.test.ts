import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { NewCheckpoint } from '../../src-main/store/checkpoints.ts'
import { storedRun, temporaryStore } from './temporary-store.ts'

function checkpoint(name: string, step: number, fill: number): NewCheckpoint {
  const bytes = new Uint8Array(5000).fill(fill)
  return {
    name,
    epoch: step,
    step,
    seconds: step / 10,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

test('a checkpoint comes back byte for byte, the later one in the place of the earlier', () => {
  const { store } = temporaryStore()
  const { id } = storedRun(store)
  store.checkpoints.save(id, checkpoint('last', 1, 1), 100)
  store.checkpoints.save(id, checkpoint('last', 2, 2), 200)
  const read = store.checkpoints.read(id, 'last')
  expect(read).toMatchObject({ name: 'last', step: 2, seconds: 0.2, createdAt: 200 })
  expect(Uint8Array.from(read!.bytes)).toEqual(new Uint8Array(5000).fill(2))
  expect(store.checkpoints.list(id)).toEqual([
    { name: 'last', epoch: 2, step: 2, bytes: 5000, sha256: checkpoint('last', 2, 2).sha256, createdAt: 200 },
  ])
  expect(store.checkpoints.read(id, 'best')).toBeNull()
})

test('a byte that changed in the file is noticed when the checkpoint is read', () => {
  const { store, file } = temporaryStore()
  const { id } = storedRun(store)
  store.checkpoints.save(id, checkpoint('last', 1, 1), 100)
  const other = new Database(file)
  other.prepare('UPDATE checkpoint_data SET data = ?').run(new Uint8Array(5000).fill(1).fill(2, 77, 78))
  other.close()
  expect(() => store.checkpoints.read(id, 'last')).toThrow(/checkpoint last of run .* is damaged/)
})

test('no listing reads weights: it answers even where there are none left to read', () => {
  const { store, file } = temporaryStore()
  const { id } = storedRun(store)
  store.checkpoints.save(id, checkpoint('last', 1, 1), 100)
  const other = new Database(file)
  other.exec('DROP TABLE checkpoint_data')
  other.close()
  expect(store.checkpoints.list(id)).toHaveLength(1)
  expect(store.runs.list()).toHaveLength(1)
  expect(store.runs.find(id)).not.toBeNull()
  expect(() => store.checkpoints.read(id, 'last')).toThrow(/checkpoint_data/)
})

test('going back to a step drops later checkpoints with their weights', () => {
  const { store, file } = temporaryStore()
  const { id } = storedRun(store)
  for (const [name, step] of [
    ['initial', 0],
    ['last', 4],
    ['epoch:5', 5],
  ] as const) {
    store.checkpoints.save(id, checkpoint(name, step, 1), 100)
  }
  store.checkpoints.rewind(id, 4)
  expect(store.checkpoints.list(id).map(({ name }) => name)).toEqual(['initial', 'last'])
  const other = new Database(file, { readonly: true })
  expect(other.prepare('SELECT count(*) FROM checkpoint_data').pluck().get()).toBe(2)
  other.close()
})
