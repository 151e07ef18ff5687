import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importArchive } from '../../src-main/core/archive/import-archive.ts'
import type { CarryingProgress } from '../../src-main/protocol.ts'
import { temporaryFolder, temporaryStore } from '../store/temporary-store.ts'
import { endless, experiment, openTestLab, rowsOf, type TestLab } from './temporary-lab.ts'

const kept = { training: { epochs: 3, batchSize: 32, checkpointEvery: 1 } }

async function trained(lab: TestLab, name: string): Promise<string> {
  const { id } = await lab.start(experiment(3, { name, ...kept }))
  await lab.untilStatus(id, 'completed')
  return id
}

/** Sends a file as a page does, in parts of so many bytes. */
async function sent(lab: TestLab, name: string, bytes: Uint8Array, partBytes = 1000): Promise<string> {
  const { id } = await lab.ask('sendFile', { name, bytes: bytes.length })
  for (let from = 0; from < bytes.length; from += partBytes) {
    await lab.ask('sendPart', { id, bytes: Uint8Array.from(bytes.subarray(from, from + partBytes)) })
  }
  return id
}

async function fetched(lab: TestLab, id: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for (let offset = 0; ;) {
    const { bytes } = await lab.ask('readPart', { id, offset })
    if (bytes.length === 0) return Buffer.concat(parts)
    parts.push(bytes)
    offset += bytes.length
  }
}

describe('a file that a page sends', () => {
  const bytes = Buffer.from(JSON.stringify(experiment(3)))

  test('is told what it is, brought in once, and belongs to no folder', async () => {
    const lab = openTestLab()
    const id = await sent(lab, 'spiral.json', bytes, 100)
    const file = { kind: 'sent' as const, id }
    const look = () => lab.ask('inspectFile', { file, destination: null })
    const before = rowsOf(lab.database)
    expect(await look()).toMatchObject({
      name: 'spiral.json',
      bytes: bytes.length,
      content: { kind: 'experiment', present: false, experiment: { name: 'spiral of 3' } },
    })
    expect(rowsOf(lab.database)).toEqual(before)
    const report = await lab.ask('importFile', { file, destination: null })
    expect(report).toMatchObject({ kind: 'experiment', added: true, experiment: { directory: null } })
    expect(await look()).toMatchObject({ content: { present: true } })

    await lab.ask('forgetFile', { id })
    expect(await lab.refusal('importFile', { file, destination: null })).toMatchObject({ code: 'not_found' })
  })

  test('is not taken before all of it is there, nor with more than was said, nor larger than may be', async () => {
    const lab = openTestLab()
    const { id } = await lab.ask('sendFile', { name: 'e.json', bytes: bytes.length })
    await lab.ask('sendPart', { id, bytes: bytes.subarray(1) })
    const early = await lab.refusal('inspectFile', { file: { kind: 'sent', id }, destination: null })
    expect(early).toMatchObject({ code: 'not_found', message: 'That file has not come as a whole; choose it again.' })
    expect((await lab.refusal('sendPart', { id, bytes })).message).toContain('more bytes came than were announced')
    for (const name of ['..', '.', 'a/b.json', 'a\\b.json', 'a\0.json']) {
      expect((await lab.refusal('sendFile', { name, bytes: 1 })).message).toContain('without folders')
    }
    expect((await lab.refusal('sendFile', { name: 'e', bytes: 2 ** 40 })).message).toContain('choose it by its path')
  })
})

describe('weights are compared with a network before anything is stored', () => {
  test('tensor by tensor, and with everything that keeps them out', async () => {
    const lab = openTestLab()
    const runId = await trained(lab, 'first')
    const { files } = await lab.ask('exportRun', { runId, format: 'npz', checkpoint: 'last', fileName: null })
    const file = { kind: 'sent' as const, id: await sent(lab, 'w.npz', files[0]!.bytes) }
    const before = rowsOf(lab.database)
    const compare = async (given: unknown) => {
      const destination = { kind: 'experiment' as const, experiment: given, directory: null }
      const { content } = await lab.ask('inspectFile', { file, destination })
      if (content.kind !== 'weights') throw new Error(`it is ${content.kind}`)
      return content
    }
    const alone = await lab.ask('inspectFile', { file, destination: null })
    expect(alone.content).toMatchObject({ kind: 'weights', format: 'npz', own: null, problems: [] })

    const fitting = await compare(experiment(3))
    expect(fitting.problems).toEqual([])
    expect(fitting.tensors[0]).toEqual({ name: 'layers.0.weight', found: [12, 2], needed: [12, 2] })
    const layers = [{ type: 'dense', units: 5, bias: false }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }] // prettier-ignore
    expect((await compare(experiment(3, { network: { layers } }))).tensors).toEqual([
      { name: 'layers.0.weight', found: [12, 2], needed: [5, 2] },
      { name: 'layers.2.weight', found: [1, 12], needed: [1, 5] },
      { name: 'layers.2.bias', found: [1], needed: [1] },
      { name: 'layers.0.bias', found: [12], needed: null },
    ])
    expect((await compare({ version: 1 })).problems.length).toBeGreaterThan(1)
    expect(rowsOf(lab.database)).toEqual(before)
  })
})

describe('an archive for a page', () => {
  test('is planned, written and fetched in parts; it is the one the terminal writes', async () => {
    const lab = openTestLab()
    const runIds = [await trained(lab, 'first'), await trained(lab, 'second')]
    const plan = await lab.ask('planArchive', { runIds })
    const details = await Promise.all(runIds.map((runId) => lab.ask('getRun', { runId })))
    const sizes = new Map(details.flatMap(({ checkpoints }) => checkpoints.map((one) => [one.sha256, one.bytes])))
    // Trained alike, they have their checkpoints in common.
    expect(sizes.size).toBe(new Set(details[0]!.checkpoints.map(({ sha256 }) => sha256)).size)
    const checkpointBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    expect(plan).toEqual({ runs: 2, checkpoints: sizes.size, checkpointBytes, busy: [] })

    const { id, bytes, sha256 } = await lab.ask('archiveRuns', { runIds, ticket: 'mine' })
    const file = join(temporaryFolder(), 'lab.zip')
    await lab.lab.archive(runIds, file)
    const content = await fetched(lab, id)
    expect(content.equals(readFileSync(file))).toBe(true)
    expect({ bytes, sha256 }).toEqual({
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })
    expect(lab.events.some(({ event }) => event.type === 'carrying' && event.ticket === 'mine')).toBe(true)

    const other = openTestLab()
    const incoming = { file: { kind: 'path' as const, path: file }, destination: null }
    const outcomes = async () => {
      const { content: found } = await other.ask('inspectFile', incoming)
      return found.kind === 'archive' && found.runs.map(({ name, outcome }) => `${name} ${outcome}`).sort()
    }
    expect(await outcomes()).toEqual(['first added', 'second added'])
    await other.ask('importFile', incoming)
    expect(await outcomes()).toEqual(['first present', 'second present'])
  })

  test('is refused while a run trains, and says which', async () => {
    const lab = openTestLab()
    const { id } = await lab.start(experiment(endless, { name: 'busy' }))
    await lab.untilStatus(id, 'running')
    expect((await lab.ask('planArchive', { runIds: [id] })).busy).toMatchObject([{ id, name: 'busy' }])
    expect(await lab.refusal('archiveRuns', { runIds: [id] })).toMatchObject({ code: 'conflict' })
  })
})

describe('what is cancelled leaves nothing', () => {
  async function archived(): Promise<{ path: string; folder: string }> {
    const folder = temporaryFolder()
    const lab = openTestLab()
    for (const name of ['first', 'second']) await trained(lab, name)
    await lab.lab.archive(null, join(folder, 'lab.zip'))
    await lab.close()
    return { path: join(folder, 'lab.zip'), folder }
  }

  test('wherever an import is broken off; and nobody sees a run before all are there', async () => {
    const { path, folder } = await archived()
    const { store, file } = temporaryStore()
    const empty = rowsOf(file)
    const shares: number[] = []
    const until = (end: (progress: CarryingProgress) => boolean) =>
      importArchive(store, {
        file: path,
        directory: folder,
        now: 1000,
        tell(progress) {
          if (progress.stage === 'storing') shares.push(progress.share ?? 0)
          expect(store.runs.list()).toEqual([])
          if (end(progress)) throw new Error('cancelled')
        },
      })
    for (const share of [0, 0.3, 0.7, 0.95]) {
      expect(() => until(({ stage, share: done }) => stage === 'storing' && (done ?? 0) >= share)).toThrow('cancelled')
      expect(rowsOf(file)).toEqual(empty)
    }
    expect(until(() => false).runs.map(({ outcome }) => outcome)).toEqual(['added', 'added'])
    expect(store.runs.list()).toHaveLength(2)
    expect(Math.max(...shares)).toBe(1)
  })

  test('what a lab that was killed has left is brought anew, or purged as what was deleted is', async () => {
    const { path, folder } = await archived()
    const order = { file: path, directory: folder, now: 1000 }
    const killed = () => {
      const { store, file } = temporaryStore()
      const dying = {
        ...store,
        runs: { ...store.runs, discard: () => undefined },
        checkpoints: { ...store.checkpoints, remove: () => undefined },
      }
      const tell = ({ stage, share }: CarryingProgress) => {
        if (stage === 'storing' && (share ?? 0) > 0.5) throw new Error('killed')
      }
      expect(() => importArchive(dying, { ...order, tell })).toThrow('killed')
      expect(rowsOf(file)['runs']).toBeGreaterThan(0)
      expect(store.runs.list()).toEqual([])
      return { store, file }
    }
    const again = killed()
    const { runs } = importArchive(again.store, { ...order, tell: () => undefined })
    expect(runs.map(({ outcome }) => outcome)).toEqual(['added', 'added'])
    expect(again.store.runs.list()).toHaveLength(2)

    const left = killed()
    left.store.runs.purge(1000)
    expect(rowsOf(left.file)['runs']).toBeGreaterThan(0)
    left.store.runs.purge(1001)
    expect(rowsOf(left.file)['runs']).toBe(0)
  })

  test('by its ticket, with the word of the lab', async () => {
    const { path } = await archived()
    const lab = openTestLab()
    const empty = rowsOf(lab.database)
    const refused = lab.refusal('importFile', { file: { kind: 'path', path }, destination: null, ticket: 'mine' })
    await lab.ask('cancelCarrying', { ticket: 'another' })
    await lab.ask('cancelCarrying', { ticket: 'mine' })
    expect(await refused).toMatchObject({ code: 'conflict', message: 'It was cancelled, and nothing of it is left.' })
    expect(rowsOf(lab.database)).toEqual(empty)
  })
})

test('a file whose name says nothing is known by its content, and one of nothing by its first bytes', async () => {
  const lab = openTestLab()
  const path = join(temporaryFolder(), 'archive.zip')
  writeFileSync(path, '{"version": 1}')
  const refused = await lab.refusal('inspectFile', { file: { kind: 'path', path }, destination: null })
  expect(refused).toMatchObject({ code: 'input' })
  expect(refused.message).toContain('name: is missing')
})
