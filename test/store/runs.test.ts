import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrations } from '../../src-main/store/migrations.ts'
import { openStore } from '../../src-main/store/store.ts'
import { storedRun, temporaryFolder, temporaryStore } from './temporary-store.ts'
import { verbatim } from '../../src-engine/sentence.ts'

describe('a stored run', () => {
  test('has an id that can be said and typed, and a number that counts up', () => {
    const { store } = temporaryStore()
    const first = storedRun(store)
    const second = storedRun(store)
    expect(first.id).toMatch(/^r[0-9a-hjkmnp-tv-z]{8}$/)
    expect(second.id).not.toBe(first.id)
    expect(store.runs.list().map(({ id, number }) => [id, number])).toEqual([
      [second.id, 2],
      [first.id, 1],
    ])
  })

  test('is found by its id, its number and #number', () => {
    const { store } = temporaryStore()
    const { id } = storedRun(store)
    for (const reference of [id, '1', '#1']) expect(store.runs.find(reference)?.id).toBe(id)
    for (const reference of ['2', '#', '', 'r00000000', '1 OR 1']) expect(store.runs.find(reference)).toBeNull()
  })

  test('keeps its experiment with every default written out', () => {
    const { store } = temporaryStore()
    const { id } = storedRun(store)
    expect(store.runs.spec(id).experiment).toMatchObject({ seed: 1, training: { batchSize: 32, precision: 'float32' } })
  })

  test('shows final losses that are no numbers as what they are', () => {
    const { store } = temporaryStore()
    const { id, owner } = storedRun(store)
    const metrics = { train: { loss: NaN, accuracy: 0.5 }, validation: { loss: Infinity, accuracy: null }, test: null }
    store.runs.record(id, owner, { epoch: 1, step: 2, seconds: 3, samplesPerSecond: 4 }, { 'train.loss': -Infinity })
    store.runs.finish(id, owner, { status: 'completed', metrics, weightsSha256: 'a', reason: null }, 500)
    expect(store.runs.find(id)).toMatchObject({
      status: 'completed',
      metrics,
      latest: { 'train.loss': -Infinity },
      epoch: 1,
      step: 2,
      seconds: 3,
      samplesPerSecond: 4,
      finishedAt: 500,
      weightsSha256: 'a',
    })
  })

  test('keeps the latest value of every curve, whichever came last', () => {
    const { store } = temporaryStore()
    const { id, owner } = storedRun(store)
    const position = { epoch: 0, step: 1, seconds: 0, samplesPerSecond: 0 }
    store.runs.record(id, owner, position, { 'train.loss': 3, 'validation.loss': 4 })
    store.runs.record(id, owner, position, { 'train.loss': 2 })
    store.runs.record(id, owner, position, {})
    expect(store.runs.find(id)?.latest).toEqual({ 'train.loss': 2, 'validation.loss': 4 })
  })
})

describe('a run and its owner', () => {
  test('nobody else can write to it or take it', () => {
    const { store } = temporaryStore()
    const { id } = storedRun(store)
    const other = store.owners.register(process.pid, Date.now()).id
    const end = { status: 'stopped', metrics: null, weightsSha256: null, reason: null } as const
    expect(store.runs.claim(id, other)).toBe(false)
    expect(store.runs.setStatus(id, other, 'running')).toBe(false)
    expect(store.runs.record(id, other, { epoch: 9, step: 9, seconds: 9, samplesPerSecond: 9 }, {})).toBe(false)
    expect(store.runs.finish(id, other, end, 0)).toBe(false)
    expect(store.runs.setDeleted(id, 1)).toBe(false)
    expect(store.runs.find(id)).toMatchObject({ status: 'queued', step: 0 })
  })

  test('once ended it can be claimed, by one only, and its final numbers are final no longer', () => {
    const { store } = temporaryStore()
    const { id, owner } = storedRun(store)
    const metrics = { train: { loss: 1, accuracy: null }, validation: null, test: null }
    store.runs.finish(id, owner, { status: 'stopped', metrics, weightsSha256: 'a', reason: verbatim('enough') }, 500)
    expect(store.runs.claim(id, owner)).toBe(true)
    expect(store.runs.claim(id, store.owners.register(1, 1).id)).toBe(false)
    const claimed = { status: 'queued', metrics: null, weightsSha256: null, reason: null, finishedAt: null }
    expect(store.runs.find(id)).toMatchObject(claimed)
  })

  test('a dead owner’s training is interrupted, its paused run stays paused, others’ runs are left alone', () => {
    const { store } = temporaryStore()
    const dead = storedRun(store)
    const living = storedRun(store)
    store.runs.setStatus(dead.id, dead.owner, 'running')
    store.runs.setStatus(living.id, living.owner, 'running')
    expect(store.runs.abandon(dead.owner, verbatim('the lab ended'))).toEqual([dead.id])
    expect(store.runs.find(dead.id)).toMatchObject({ status: 'interrupted', reason: verbatim('the lab ended') })
    expect(store.runs.find(living.id)).toMatchObject({ status: 'running', reason: null })
    store.runs.claim(dead.id, dead.owner)
    store.runs.setStatus(dead.id, dead.owner, 'paused')
    store.runs.abandon(dead.owner, verbatim('the lab ended'))
    expect(store.runs.find(dead.id)).toMatchObject({ status: 'paused', reason: null })
    expect(store.runs.ownerOf(dead.id)).toBeNull()
  })
})

describe('a deleted run', () => {
  test('is gone from every listing and comes back as it was', () => {
    const { store } = temporaryStore()
    const { id, owner } = storedRun(store)
    store.runs.finish(id, owner, { status: 'stopped', metrics: null, weightsSha256: null, reason: null }, 500)
    const before = store.runs.find(id)
    expect(store.runs.setDeleted(id, 1000)).toBe(true)
    expect(store.runs.find(id)).toBeNull()
    expect(store.runs.find('#1')).toBeNull()
    expect(store.runs.list()).toEqual([])
    expect(store.runs.claim(id, owner)).toBe(false)
    store.runs.setDeleted(id, null)
    expect(store.runs.find(id)).toEqual(before)
  })

  test('is purged with its curves and weights when its time is over, and its number is never given again', () => {
    const { store, file } = temporaryStore()
    const { id, owner } = storedRun(store)
    store.metrics.append(id, [{ step: 1, epoch: 1, name: 'train.loss', value: 1 }])
    store.checkpoints.save(id, { name: 'last', epoch: 1, step: 1, seconds: 1, bytes: Uint8Array.of(1), sha256: 'a' }, 1)
    store.alarms.save(id, [{ kind: 'plateau', layer: null, step: 1, clearedAt: null, evidence: { loss: 1 } }])
    store.runs.finish(id, owner, { status: 'stopped', metrics: null, weightsSha256: null, reason: null }, 500)
    store.runs.setDeleted(id, 1000)
    store.runs.purge(1000)
    expect(store.runs.setDeleted(id, 1000)).toBe(true)
    store.runs.purge(1001)
    expect(store.runs.setDeleted(id, null)).toBe(false)
    const other = new Database(file, { readonly: true })
    for (const table of ['runs', 'metrics', 'alarms', 'checkpoints', 'checkpoint_data']) {
      expect([table, other.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0])
    }
    other.close()
    storedRun(store)
    expect(store.runs.list()[0]?.number).toBe(2)
  })
})

describe('the pace of a run', () => {
  test('is kept', () => {
    const { store } = temporaryStore()
    const { id } = storedRun(store, { stepsPerSecond: 20 })
    expect(store.runs.find(id)?.stepsPerSecond).toBe(20)
    store.runs.setPace(id, null)
    expect(store.runs.find(id)?.stepsPerSecond).toBeNull()
  })

  test('of a database from before there was one is as fast as possible', () => {
    const file = join(temporaryFolder(), 'lab.sqlite')
    const old = new Database(file)
    const before = migrations.findIndex((step) => step.includes('steps_per_second'))
    for (const step of migrations.slice(0, before)) old.exec(step)
    old.pragma(`user_version = ${before}`)
    old.exec(`
      INSERT INTO fingerprints VALUES ('f', 4, '[2]', '[1]');
      INSERT INTO runs (id, name, status, created_at, epochs, total_steps, engine_version, precision, architecture,
        dataset, parameter_count, fingerprint, model, experiment)
      VALUES ('r1', 'old', 'completed', 1, 1, 1, '0', 'float32', '2-1', 'xor', 3, 'f', '{}', '{}')`)
    old.close()
    const store = openStore(file)
    expect(store.runs.find('r1')).toMatchObject({ name: 'old', stepsPerSecond: null })
    store.close()
  })
})
