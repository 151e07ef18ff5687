import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrations } from '../../src-main/store/migrations.ts'
import type { WholeRun } from '../../src-main/store/run-repository.ts'
import { openStore } from '../../src-main/store/store.ts'
import { experiment, storedRun, temporaryFolder, temporaryStore } from './temporary-store.ts'

const whole: WholeRun = {
  id: 'rabcd1234',
  name: 'from elsewhere',
  status: 'completed',
  createdAt: 1000,
  startedAt: 1001,
  finishedAt: 1002,
  epoch: 10,
  step: 40,
  totalSteps: 40,
  seconds: 1.5,
  samplesPerSecond: 100,
  kernel: 'reference',
  engineVersion: '0.0.9',
  architecture: '2-1',
  parameterCount: 3,
  latest: { 'train.loss': Infinity },
  metrics: { train: { loss: 0.5, accuracy: null }, validation: null, test: null },
  weightsSha256: 'a'.repeat(64),
  reason: null,
  fingerprint: null,
  directory: '/data',
  model: {
    inputShape: [2],
    targetShape: [1],
    task: 'classification',
    classNames: null,
    inputNames: null,
    vocabulary: null,
    scaling: { shift: [0], factor: [1] },
  },
  experiment,
  origin: null,
  imported: { file: 'w.npz', format: 'npz', sha256: 'b'.repeat(64), run: null, checkpoint: null },
}

test('a run that comes whole is there as it is, owned by nobody', () => {
  const { store } = temporaryStore()
  const { id: other } = storedRun(store)
  const { fingerprint, directory, model, experiment: spec, engineVersion, ...summary } = whole
  expect(store.runs.insert(whole)).toMatchObject({ ...summary, number: 2, epochs: 10, dataset: 'xor', tags: [] })
  expect(store.runs.find(whole.id)).toMatchObject(summary)
  expect(store.runs.spec(whole.id)).toEqual({
    fingerprint,
    directory,
    model,
    experiment: spec,
    engineVersion,
  })
  expect(store.runs.ownerOf(whole.id)).toBeNull()
  expect(() => store.runs.insert(whole)).toThrow('UNIQUE')
  expect(store.runs.find(other)?.name).toBe('xor')
})

test('an id is taken by a deleted run too', () => {
  const { store } = temporaryStore()
  expect(store.runs.standing(whole.id)).toBeNull()
  store.runs.insert(whole)
  expect(store.runs.standing(whole.id)).toBe('present')
  store.runs.setDeleted(whole.id, 2000)
  expect(store.runs.standing(whole.id)).toBe('deleted')
})

test('a run without known data takes one on, once', () => {
  const { store } = temporaryStore()
  storedRun(store)
  const other = { sha256: 'e'.repeat(64), count: 4, inputShape: [2], targetShape: [1] }
  store.fingerprints.save(other)
  store.runs.insert(whole)
  store.runs.adoptData(whole.id, 'f'.repeat(64))
  store.runs.adoptData(whole.id, other.sha256)
  expect(store.runs.spec(whole.id).fingerprint).toBe('f'.repeat(64))
})

test('a database from before runs could be brought in keeps its runs with all that belongs to them', () => {
  const file = join(temporaryFolder(), 'lab.sqlite')
  const old = new Database(file)
  old.pragma('foreign_keys = ON')
  for (const step of migrations.slice(0, 5)) old.exec(step)
  old.pragma('user_version = 5')
  old.exec(`
    INSERT INTO fingerprints VALUES ('f', 4, '[2]', '[1]');
    INSERT INTO runs (id, name, status, created_at, epochs, total_steps, engine_version, precision, architecture, dataset,
      parameter_count, fingerprint, model, experiment)
    VALUES ('r00000001', 'old', 'completed', 1000, 10, 10, '0.1.0', 'float32', '2-1', 'xor', 3, 'f', '{}', '{}');
    INSERT INTO metrics VALUES ('r00000001', 1, 'train.loss', 1, 0.5);`)
  old.close()

  const store = openStore(file)
  expect(store.runs.spec('r00000001')).toMatchObject({ fingerprint: 'f' })
  expect(store.runs.find('r00000001')).toMatchObject({ imported: null, origin: null, source: null })
  expect(store.metrics.list('r00000001')).toHaveLength(1)
  store.runs.insert(whole)
  expect(store.runs.spec(whole.id).fingerprint).toBeNull()
  store.close()
  const database = new Database(file)
  expect(database.pragma('foreign_key_check')).toEqual([])
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()
})

test('runs from before their files were kept apart get them from their experiments', () => {
  const file = join(temporaryFolder(), 'lab.sqlite')
  const old = new Database(file)
  const before = migrations.findIndex((step) => step.includes('ADD COLUMN source'))
  for (const step of migrations.slice(0, before)) old.exec(step)
  old.pragma(`user_version = ${before}`)
  const datasets = [
    { name: 'csv', file: 'tables/iris.csv' },
    { name: 'images', file: 'pets' },
    { name: 'idx', images: 't10k-images', labels: 't10k-labels' },
    { name: 'npz', file: 'd.npz', inputs: 'x', targets: 'y' },
    { name: 'npz', inputs: 'x.npy', targets: 'y.npy' },
    { name: 'mnist', set: 'fashion-mnist' },
    { name: 'text', file: 'story.txt' },
    { name: 'text', text: 'a b' },
    { name: 'xor' },
    { name: 'inline', inputs: [[1]], targets: [[1]] },
  ]
  const insert = old.prepare(`
    INSERT INTO runs (id, name, status, created_at, epochs, total_steps, engine_version, precision, architecture, dataset,
      parameter_count, model, experiment)
    VALUES (?, 'old', 'completed', 1000, 10, 10, '0.1.0', 'float32', '2-1', ?, 3, '{}', ?)`)
  for (const [i, dataset] of datasets.entries()) insert.run(`r000${i}`, dataset.name, JSON.stringify({ dataset }))
  old.close()

  const store = openStore(file)
  const sources = store.runs.list().map(({ source }) => source)
  expect(sources.reverse()).toEqual([
    'tables/iris.csv',
    'pets',
    't10k-images',
    'd.npz',
    'x.npy',
    'fashion-mnist',
    'story.txt',
    null,
    null,
    null,
  ])
  store.close()
})
