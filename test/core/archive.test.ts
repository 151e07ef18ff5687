import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import { inEnglish } from '../../src-engine/sentence.ts'
import type { ArchiveReport } from '../../src-main/core/archive/write-archive.ts'
import type { ImportedRun, RunDetails } from '../../src-main/protocol.ts'
import { importArchive } from '../../src-main/core/archive/import-archive.ts'
import { temporaryFolder, temporaryStore } from '../store/temporary-store.ts'
import { endless, experiment, openTestLab, rowsOf, type TestLab } from './temporary-lab.ts'

async function archive(lab: TestLab, references: readonly string[] | null, file: string): Promise<ArchiveReport> {
  const envelope = await lab.lab.archive(references, file)
  if (!envelope.ok) throw new Error(inEnglish(envelope.error.message))
  return envelope.value
}

async function importedRuns(lab: TestLab, path: string): Promise<readonly ImportedRun[]> {
  const report = await lab.ask('importFile', { file: { kind: 'path', path }, destination: null })
  if (report.kind !== 'archive') throw new Error(`it is ${report.kind}`)
  return report.runs
}

const outcomes = (runs: readonly ImportedRun[]) => runs.map(({ outcome }) => outcome)

/** A run with everything that belongs to one: curves, checkpoints, changes, tags, a note. */
async function richRun(lab: TestLab, name: string): Promise<RunDetails> {
  const training = { epochs: 6, batchSize: 32, checkpointEvery: 2 }
  const { id } = await lab.start(experiment(6, { name, training }), true)
  await lab.untilStatus(id, 'paused')
  await lab.ask('stepRun', { runId: id, unit: 'epoch' })
  await lab.ask('changeRun', { runId: id, learningRate: 0.05, momentum: 0.8 })
  await lab.ask('resumeRun', { runId: id })
  await lab.untilStatus(id, 'completed')
  await lab.ask('tagRun', { runId: id, tags: ['keep', '<b>'] })
  await lab.ask('noteRun', { runId: id, note: 'a note\nof two lines' })
  return lab.ask('getRun', { runId: id })
}

/** All that should be the same in any lab: not the number, nor the folder of the data. */
function portable({ number: _number, directory: _directory, ...run }: RunDetails): unknown {
  return run
}

test('runs go into another lab whole, and from there to the same bytes', async () => {
  const folder = temporaryFolder()
  const lab = openTestLab()
  const first = await richRun(lab, 'first')
  const fork = await lab.ask('forkRun', { runId: first.id, checkpoint: 'epoch:2' })
  // It is paused at once, and its process says a little later what it counts with.
  await vi.waitFor(async () => {
    expect((await lab.ask('getRun', { runId: fork.id })).kernel).not.toBeNull()
  }, 10_000)
  expect(first.changes).toHaveLength(1)
  expect(first.checkpoints.length).toBeGreaterThan(3)

  const file = join(folder, 'lab.zip')
  const report = await archive(lab, [`#${fork.number}`, first.id, first.id], file)
  expect(report.runs.map(({ id }) => id)).toEqual([first.id, fork.id].sort())
  const bytes = readFileSync(file)
  expect(report).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  expect(readdirSync(folder)).toEqual(['lab.zip'])

  const other = openTestLab()
  expect(outcomes(await importedRuns(other, file))).toEqual(['added', 'added'])
  for (const { id } of [first, fork]) {
    const [here, there] = [await lab.ask('getRun', { runId: id }), await other.ask('getRun', { runId: id })]
    expect(portable(there)).toEqual(portable(here))
    expect(there.directory).toBe(folder)
    const curves = { runId: id, maxPoints: 100_000 }
    expect(await other.ask('getCurves', curves)).toEqual(await lab.ask('getCurves', curves))
  }
  await archive(other, [fork.id, first.id], join(folder, 'again.zip'))
  expect(readFileSync(join(folder, 'again.zip')).equals(bytes)).toBe(true)

  // What was paused goes on there, and ends as it does here.
  const ends = []
  for (const one of [lab, other]) {
    await one.ask('resumeRun', { runId: fork.id })
    ends.push((await one.untilStatus(fork.id, 'completed')).weightsSha256)
  }
  expect(ends[1]).toBe(ends[0])
})

test('blobs are named by their content, and each is there once', async () => {
  const file = join(temporaryFolder(), 'lab.zip')
  const lab = openTestLab()
  const { id } = await richRun(lab, 'first')
  const fork = await lab.ask('forkRun', { runId: id, checkpoint: 'last' })
  await lab.untilStatus(fork.id, 'paused')
  await archive(lab, [id, fork.id], file)
  const { 'manifest.json': manifest, ...blobs } = unzipSync(readFileSync(file))
  for (const [name, bytes] of Object.entries(blobs)) {
    expect(name).toBe(`blobs/${createHash('sha256').update(bytes).digest('hex')}`)
  }
  const read = (sha256: string) => JSON.parse(Buffer.from(blobs[`blobs/${sha256}`]!).toString()) as {
    content: { checkpoints: { sha256: string }[] }
  } // prettier-ignore
  const { runs } = JSON.parse(Buffer.from(manifest!).toString()) as { runs: { document: string }[] }
  const hashes = runs.flatMap(({ document }) => [
    document,
    ...read(document).content.checkpoints.map(({ sha256 }) => sha256),
  ])
  // The fork's first and last checkpoints are the last of the other.
  expect(new Set(hashes).size).toBeLessThan(hashes.length)
  expect(Object.keys(blobs)).toHaveLength(new Set(hashes).size)
})

test('importing twice adds nothing, though a person has named, tagged and noted in between', async () => {
  const file = join(temporaryFolder(), 'lab.zip')
  const lab = openTestLab()
  const { id } = await richRun(lab, 'first')
  await archive(lab, [id], file)
  const other = openTestLab()
  await importedRuns(other, file)
  await other.ask('renameRun', { runId: id, name: 'mine' })
  await other.ask('tagRun', { runId: id, tags: [] })
  expect(outcomes(await importedRuns(other, file))).toEqual(['present'])
  expect(await other.ask('getRun', { runId: id })).toMatchObject({ name: 'mine', tags: [] })
  expect(rowsOf(other.database)['runs']).toBe(1)

  await other.ask('deleteRun', { runId: id })
  expect(outcomes(await importedRuns(other, file))).toEqual(['added'])
  expect((await other.ask('getRun', { runId: id })).status).toBe('completed')
})

test('a run that has become another since is kept beside the archived one, which gets an id of its own', async () => {
  const file = join(temporaryFolder(), 'lab.zip')
  const lab = openTestLab()
  const before = await richRun(lab, 'first')
  await archive(lab, [before.id], file)
  await lab.ask('resumeRun', { runId: before.id, epochs: 8 })
  await lab.untilStatus(before.id, 'completed')

  const [copy] = await importedRuns(lab, file)
  expect(copy).toMatchObject({ archivedId: before.id, outcome: 'copied' })
  expect(copy!.run.id).not.toBe(before.id)
  expect((await lab.ask('getRun', { runId: before.id })).epoch).toBe(8)
  const back = await lab.ask('getRun', { runId: copy!.run.id })
  expect({ ...(portable(back) as object), id: before.id }).toEqual(portable(before))
  expect(outcomes(await importedRuns(lab, file))).toEqual(['present'])
})

test('everything is every run that is not training, and the saved experiments', async () => {
  const file = join(temporaryFolder(), 'all.zip')
  const lab = openTestLab()
  const { id } = await richRun(lab, 'first')
  await lab.ask('saveExperiment', { id: null, experiment: experiment(3), directory: null })
  const busy = await lab.start(experiment(endless))
  await lab.untilStatus(busy.id, 'running')
  const refused = await lab.lab.archive([busy.id], file)
  expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } })
  expect(existsSync(file)).toBe(false)

  const report = await archive(lab, null, file)
  expect(report).toMatchObject({ runs: [{ id }], experiments: 1, skipped: [{ id: busy.id }] })
  const other = openTestLab()
  const imported = await other.ask('importFile', { file: { kind: 'path', path: file }, destination: null })
  expect(imported).toMatchObject({ kind: 'archive', experiments: 1, runs: [{ outcome: 'added' }] })
  expect(await other.ask('importFile', { file: { kind: 'path', path: file }, destination: null })).toMatchObject({
    experiments: 0,
  })
  expect(await other.ask('listExperiments', {})).toHaveLength(1)
})

test('an archive that cannot be written leaves nothing behind', async () => {
  const folder = temporaryFolder()
  const lab = openTestLab()
  const { id } = await richRun(lab, 'first')
  const nowhere = await lab.lab.archive([id], join(folder, 'no', 'such', 'lab.zip'))
  expect(nowhere).toMatchObject({ ok: false, error: { code: 'conflict' } })
  expect(await lab.lab.archive(['r00000000'], join(folder, 'lab.zip'))).toMatchObject({ ok: false })
  expect(readdirSync(folder)).toEqual([])
})

test('an import that is broken off leaves nothing, and can be done again', async () => {
  const folder = temporaryFolder()
  const lab = openTestLab()
  for (const name of ['first', 'second']) await richRun(lab, name)
  const path = join(folder, 'lab.zip')
  await archive(lab, null, path)

  const { store, file } = temporaryStore()
  const empty = rowsOf(file)
  let saved = 0
  const failing = {
    ...store,
    checkpoints: {
      ...store.checkpoints,
      save(...checkpoint: Parameters<typeof store.checkpoints.save>) {
        // In the middle of the second run.
        if (++saved === 8) throw new Error('the disk is full')
        store.checkpoints.save(...checkpoint)
      },
    },
  }
  const order = { file: path, directory: folder, now: 1000, tell: () => undefined }
  expect(() => importArchive(failing, order)).toThrow('the disk is full')
  expect(rowsOf(file)).toEqual(empty)
  expect(outcomes(importArchive(store, order).runs)).toEqual(['added', 'added'])
})

describe('a hostile archive stores nothing and says where it is wrong', () => {
  let good = new Uint8Array(0)

  /** One archive for all of them. */
  async function prepare(): Promise<void> {
    if (good.length > 0) return
    const lab = openTestLab()
    const file = join(temporaryFolder(), 'lab.zip')
    const { id } = await richRun(lab, 'first')
    await archive(lab, [id], file)
    good = Uint8Array.from(readFileSync(file))
  }

  type Files = Record<string, Uint8Array>
  interface Document {
    content: Record<string, unknown> & {
      checkpoints: { name: string; sha256: string; bytes: number; step: number; epoch: number }[]
      points: unknown[]
      changes: unknown[]
    }
    annotations: Record<string, unknown>
  }
  const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
  const json = (bytes: Uint8Array | undefined) => JSON.parse(Buffer.from(bytes!).toString()) as never
  const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value))

  /** The archive with its files changed. */
  function changed(change: (files: Files) => void): Uint8Array {
    const files = unzipSync(good)
    change(files)
    return zipSync(files, { level: 0 })
  }

  /** With its one run changed, and every hash right again. */
  function withRun(change: (document: Document, files: Files) => void): Uint8Array {
    return changed((files) => {
      const manifest = json(files['manifest.json']) as { runs: { id: string; document: string }[] }
      const [run] = manifest.runs
      const name = `blobs/${run!.document}`
      const document = json(files[name]) as Document
      Reflect.deleteProperty(files, name)
      change(document, files)
      run!.document = sha256(bytesOf(document))
      files[`blobs/${run!.document}`] = bytesOf(document)
      files['manifest.json'] = bytesOf(manifest)
    })
  }

  /** With the bytes of its last checkpoint changed, and every hash right again. */
  function withWeights(change: (bytes: Buffer) => Buffer): Uint8Array {
    return withRun(({ content }, files) => {
      const last = content.checkpoints.find(({ name }) => name === 'last')!
      const shared = content.checkpoints.filter((one) => one.sha256 === last.sha256)
      const bytes = change(Buffer.from(files[`blobs/${last.sha256}`]!))
      Reflect.deleteProperty(files, `blobs/${last.sha256}`)
      for (const one of shared) Object.assign(one, { sha256: sha256(bytes), bytes: bytes.length })
      files[`blobs/${sha256(bytes)}`] = bytes
    })
  }

  async function refusal(bytes: Uint8Array): Promise<string> {
    const file = join(temporaryFolder(), 'hostile')
    writeFileSync(file, bytes)
    const lab = openTestLab()
    const before = rowsOf(lab.database)
    const error = await lab.refusal('importFile', { file: { kind: 'path', path: file }, destination: null })
    expect(error.code).toBe('input')
    expect(rowsOf(lab.database)).toEqual(before)
    await lab.close()
    return error.message
  }

  test('cut off, or with a byte changed anywhere', async () => {
    await prepare()
    expect(await refusal(good.subarray(0, good.length - 5))).toMatch(/is not a whole ZIP archive: .* \(byte \d+\)/)
    for (const share of [0.01, 0.3, 0.6, 0.9]) {
      const broken = Uint8Array.from(good)
      const at = Math.floor(broken.length * share)
      broken[at] = (broken[at]! + 1) & 255
      expect(await refusal(broken)).toMatch(/\(byte \d+\)|blobs\/[0-9a-f]{64}/)
    }
  })

  test('with a blob under another hash, without one, or with one too many', async () => {
    await prepare()
    const blob = Object.keys(unzipSync(good)).find((name) => name.startsWith('blobs/'))!
    const wrong = changed((files) => {
      files[blob] = Buffer.concat([files[blob]!, Buffer.from(' ')])
    })
    expect(await refusal(wrong)).toMatch(new RegExp(`${blob}: holds other bytes than its name says \\(byte \\d+\\)`))
    const missing = changed((files) => {
      Reflect.deleteProperty(files, blob)
    })
    expect(await refusal(missing)).toContain(`${blob}: is missing`)
    const more = changed((files) => {
      files[`blobs/${sha256('more')}`] = Buffer.from('more')
    })
    expect(await refusal(more)).toContain(`blobs/${sha256('more')}: belongs to no run`)
  })

  test('with names that lead elsewhere', async () => {
    await prepare()
    for (const name of ['../../evil', '/etc/passwd', 'blobs/../x', `blobs/${'A'.repeat(64)}`, 'notes.txt']) {
      const evil = changed((files) => {
        files[name] = Buffer.from('evil')
      })
      expect(await refusal(evil)).toContain(`${name}: has no place in an archive of the lab`)
    }
  })

  test('that unpacks to more than there can be', async () => {
    await prepare()
    const manifest = zipSync({ 'manifest.json': new Uint8Array(70_000_000) }, { level: 9 })
    expect(manifest.length).toBeLessThan(100_000)
    expect(await refusal(manifest)).toContain('holds manifest.json of 70000000 bytes; no such file may have more than')
  })

  test('of a newer version, or of another format', async () => {
    await prepare()
    const versioned = (change: object) =>
      changed((files) => {
        files['manifest.json'] = bytesOf({ ...(json(files['manifest.json']) as object), ...change })
      })
    expect(await refusal(versioned({ version: 3, surprise: true }))).toBe(
      'manifest.json.version: is of version 3, written by a newer version of the lab; this one knows 2; update the lab',
    )
    expect(await refusal(versioned({ format: 'zip' }))).toContain('manifest.json.format: is "zip"')
    expect(await refusal(versioned({ surprise: true }))).toContain('manifest.json.surprise: unknown key')
    const { runs } = json(unzipSync(good)['manifest.json']) as { runs: object[] }
    expect(await refusal(versioned({ runs: [...runs, ...runs] }))).toMatch(/lists r[0-9a-z]{8} twice/)
    expect(await refusal(versioned({ runs: [{ ...runs[0], id: '../../x' }] }))).toContain('runs[0].id: ')
  })

  test('with a run that is none', async () => {
    await prepare()
    const content = (change: object) => withRun((document) => Object.assign(document.content, change))
    expect(await refusal(content({ status: 'running' }))).toContain('content.status: is "running"; must be')
    expect(await refusal(content({ epoch: -1 }))).toContain('content.epoch: is -1')
    expect(await refusal(content({ weightsSha256: 'a'.repeat(64) }))).toContain(
      'checkpoints.last.weightsSha256: is not that of its weights',
    )
    expect(await refusal(withRun(({ content }) => content.changes.push(content.changes[0])))).toContain(
      'changes: has step',
    )
    expect(await refusal(withRun(({ content }) => content.points.push(content.points[0])))).toContain('points: has')
    expect(await refusal(withRun(({ annotations }) => (annotations['name'] = 'x'.repeat(300))))).toContain(
      'annotations.name: ',
    )
  })

  test('with a checkpoint that is none, or that does not belong to the run', async () => {
    await prepare()
    const lying = withRun(({ content }) => {
      content.checkpoints[0]!.step += 1
    })
    expect(await refusal(lying)).toMatch(
      /checkpoints\.initial\.position: is at epoch 0, step 0; must be at epoch 0, step 1/,
    )
    const garbled = withWeights((bytes) => {
      bytes.write('{"precision":"float16"', 12)
      return bytes
    })
    expect(await refusal(garbled)).toContain('the checkpoint is damaged: its header is not one of a checkpoint')
    expect(await refusal(withWeights((bytes) => bytes.subarray(0, -4)))).toContain(
      'the checkpoint is damaged: it holds',
    )
    expect(await refusal(withWeights((bytes) => bytes.subarray(0, 3)))).toContain(
      'the checkpoint is damaged: no header',
    )
    // The last number is of the optimiser; the first after the header, of the weights.
    const lastNaN = withWeights((bytes) => {
      bytes.writeFloatLE(NaN, bytes.length - 4)
      return bytes
    })
    expect(await refusal(lastNaN)).toContain('velocity.layers.2.bias: has numbers that are not finite')
    const firstNaN = withWeights((bytes) => {
      bytes.writeFloatLE(NaN, 12 + bytes.readUInt32LE(8))
      return bytes
    })
    expect(await refusal(firstNaN)).toMatch(
      /checkpoints\.(last|epoch:6)\.layers\.0\.weight\[0\]\[0\]: is NaN; weights must be finite/,
    )
  })
})
