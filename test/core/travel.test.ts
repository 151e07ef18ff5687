import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { ExportFormat, ImportReport, RequestArguments, RunDetails } from '../../src-main/protocol.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { experiment, openTestLab, type TestLab } from './temporary-lab.ts'

/* Runs whose data is a file go out, and come back here or in another lab. */

/** A folder with a table of 60 rows in it. */
function desktop() {
  const folder = temporaryFolder()
  const table = join(folder, 'points.csv')
  const rows = Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(3 * i), i % 2])
  writeFileSync(table, [['a', 'b', 'class'], ...rows].map((row) => `${row.join(',')}\n`).join(''))
  return { folder, table }
}

/** A run that names the table by its full path, as the page does. */
async function trained(lab: TestLab, table: string, changes: object = {}): Promise<RunDetails> {
  const { id } = await lab.start(experiment(2, { name: 'points', dataset: { name: 'csv', file: table }, ...changes }))
  await lab.untilStatus(id, 'completed')
  return lab.ask('getRun', { runId: id })
}

async function exported(lab: TestLab, runId: string, format: ExportFormat, file: string): Promise<Uint8Array> {
  const { files } = await lab.ask('exportRun', { runId, format, checkpoint: 'last', fileName: null })
  writeFileSync(file, files[0]!.bytes)
  return files[0]!.bytes
}

type Wish = Partial<Pick<RequestArguments<'importFile'>, 'destination' | 'data'>>

async function bring(lab: TestLab, path: string, wish: Wish = {}) {
  const report = await lab.ask('importFile', { file: { kind: 'path', path }, destination: null, ...wish })
  if (report.kind !== 'weights') throw new Error(`it is ${report.kind}`)
  return { missing: report.missing, run: await lab.ask('getRun', { runId: report.run.id }) }
}

async function lossOf(lab: TestLab, runId: string): Promise<number> {
  return (await lab.ask('evaluateRun', { runId, part: 'train', checkpoint: 'last' })).loss
}

test('weights without an experiment go into that of a run, with its name, its data and its folder', async () => {
  const { folder, table } = desktop()
  const lab = openTestLab()
  const run = await trained(lab, table)
  await lab.ask('renameRun', { runId: run.id, name: 'renamed' })
  const file = join(folder, 'w.npz')
  await exported(lab, run.id, 'npz', file)
  const { run: back, missing } = await bring(lab, file, { destination: { kind: 'run', runId: `#${run.number}` } })
  expect(back).toMatchObject({
    name: 'renamed',
    source: table,
    architecture: run.architecture,
    weightsSha256: run.weightsSha256,
    model: run.model,
    fingerprint: null,
    imported: { file: 'w.npz', run: null },
  })
  expect(missing).toEqual([])
  expect(await lossOf(lab, back.id)).toBe(await lossOf(lab, run.id))

  const argument = { file: { kind: 'path', path: file }, destination: { kind: 'run', runId: '77' } } as const
  expect(await lab.refusal('importFile', argument)).toMatchObject({ code: 'not_found', message: 'There is no run 77.' })
  const other = await trained(lab, table, { network: { layers: [{ type: 'dense', units: 1 }, { type: 'sigmoid' }] } })
  const refused = await lab.refusal('importFile', { ...argument, destination: { kind: 'run', runId: other.id } })
  expect(refused.problems[0]!.path).toEqual(['layers.0.weight'])
})

test.each(['json', 'safetensors', 'onnx', 'report', 'pytorch'] as const)(
  'as %s nothing tells where on its author’s disk the data was',
  async (format) => {
    const { folder, table } = desktop()
    const lab = openTestLab()
    const run = await trained(lab, table)
    const bytes = Buffer.from(await exported(lab, run.id, format, join(folder, 'out')))
    expect(bytes.includes(folder)).toBe(false)
    // Gone, what is said of it goes out too.
    renameSync(table, join(folder, 'elsewhere.csv'))
    expect(Buffer.from(await exported(lab, run.id, format, join(folder, 'out'))).includes(folder)).toBe(false)
  },
)

test('weights come back with their data: where this lab has read it, beside them, or where a person says', async () => {
  const { folder, table } = desktop()
  const away = temporaryFolder()
  const lab = openTestLab()
  const run = await trained(lab, table)
  const file = join(away, 'w.json')
  await exported(lab, run.id, 'json', file)
  const loss = await lossOf(lab, run.id)

  const here = await bring(lab, file)
  expect(here).toMatchObject({ missing: [], run: { source: 'points.csv', directory: folder, weightsSha256: run.weightsSha256 } }) // prettier-ignore
  expect(await lossOf(lab, here.run.id)).toBe(loss)

  const other = openTestLab()
  const missing = [{ key: 'file', name: 'points.csv' }]
  const incoming = { file: { kind: 'path', path: file }, destination: null } as const
  expect(await other.ask('inspectFile', incoming)).toMatchObject({ content: { missing, problems: [] } })
  const lost = await bring(other, file)
  expect(lost).toMatchObject({ missing, run: { directory: away, weightsSha256: run.weightsSha256 } })
  const inputs = [[0.1, -0.4]] // prettier-ignore
  expect(await other.ask('predict', { runId: lost.run.id, inputs })).toEqual(await lab.ask('predict', { runId: run.id, inputs })) // prettier-ignore

  const told = await bring(other, file, { data: { file: table } })
  expect(told).toMatchObject({ missing: [], run: { source: table } })
  expect(await lossOf(other, told.run.id)).toBe(loss)
  copyFileSync(table, join(away, 'points.csv'))
  const third = openTestLab()
  expect((await bring(third, file)).missing).toEqual([])

  const wrong = (data: Record<string, string>) => other.refusal('importFile', { ...incoming, data })
  expect((await wrong({ labels: table })).message).toContain('dataset.labels: is no file of this data')
  expect((await wrong({ file: 'points.csv' })).message).toContain('dataset.file: is not a full path')
})

test('an experiment that was dropped asks for its data, and is saved with what it is told', async () => {
  const { table } = desktop()
  const lab = openTestLab()
  const text = JSON.stringify(experiment(1, { dataset: { name: 'csv', file: 'points.csv' } }))
  const { id } = await lab.ask('sendFile', { name: 'e.json', bytes: text.length })
  await lab.ask('sendPart', { id, bytes: new TextEncoder().encode(text) })
  const incoming = { file: { kind: 'sent', id }, destination: null } as const
  const missing = [{ key: 'file', name: 'points.csv' }]
  expect(await lab.ask('inspectFile', incoming)).toMatchObject({ content: { kind: 'experiment', missing } })
  const told = { ...incoming, data: { file: table } }
  expect(await lab.ask('inspectFile', told)).toMatchObject({ content: { missing: [] } })
  const report: ImportReport = await lab.ask('importFile', told)
  expect(report).toMatchObject({
    missing: [],
    experiment: { experiment: { dataset: { file: table } }, directory: null },
  })
})

test('an archive tells of each run what of its data is not here, before and after it is brought in', async () => {
  const { table } = desktop()
  const lab = openTestLab()
  const run = await trained(lab, table)
  const path = join(temporaryFolder(), 'a.zip')
  await lab.lab.archive([run.id], path)
  const incoming = { file: { kind: 'path', path }, destination: null } as const
  const missing = [{ key: 'file', name: 'points.csv' }]

  const other = openTestLab()
  expect(await other.ask('inspectFile', incoming)).toMatchObject({
    content: { present: false, runs: [{ outcome: 'added', missing }] },
  })
  expect(await other.ask('importFile', incoming)).toMatchObject({ runs: [{ outcome: 'added', missing }] })
  expect(await other.ask('inspectFile', incoming)).toMatchObject({ content: { present: true, runs: [{ missing }] } })
  await other.ask('pointRunToData', { runId: run.id, data: { file: table } })
  expect(await other.ask('inspectFile', incoming)).toMatchObject({
    content: { present: true, runs: [{ outcome: 'present', missing: [] }] },
  })
  // Where it was made it finds what was read there.
  await lab.ask('deleteRun', { runId: run.id })
  expect(await lab.ask('inspectFile', incoming)).toMatchObject({ content: { present: false } })
})

test('an archive is the same bytes in any lab, without folders, and finds its data beside it', async () => {
  const { folder, table } = desktop()
  const away = temporaryFolder()
  const lab = openTestLab()
  const run = await trained(lab, table)
  await lab.ask('saveExperiment', { id: null, experiment: run.experiment, directory: null })
  const write = async (from: TestLab, name: string) => {
    await from.lab.archive(null, join(away, name))
    return readFileSync(join(away, name))
  }
  const bytes = await write(lab, 'lab.zip')
  const texts = Object.values(unzipSync(bytes)).map((content) => strFromU8(content, true))
  expect(texts.some((text) => text.includes('points.csv'))).toBe(true)
  expect(texts.some((text) => text.includes(folder))).toBe(false)

  const incoming = { file: { kind: 'path', path: join(away, 'lab.zip') }, destination: null } as const
  const present = { runs: [{ outcome: 'present' }], experiments: 0 }
  expect(await lab.ask('importFile', incoming)).toMatchObject(present)

  copyFileSync(table, join(away, 'points.csv'))
  const other = openTestLab()
  expect(await other.ask('importFile', incoming)).toMatchObject({ runs: [{ outcome: 'added' }], experiments: 1 })
  expect(await other.ask('importFile', incoming)).toMatchObject(present)
  expect(await lossOf(other, run.id)).toBe(await lossOf(lab, run.id))
  expect((await write(other, 'again.zip')).equals(bytes)).toBe(true)
})

test('a run whose data has gone elsewhere is told where it is, and believes only the very same data', async () => {
  const { folder, table } = desktop()
  const lab = openTestLab()
  const run = await trained(lab, table)
  const loss = await lossOf(lab, run.id)
  const other = openTestLab()
  const archive = join(folder, 'lab.zip')
  await lab.lab.archive([run.id], archive)
  const moved = join(temporaryFolder(), 'points.csv')
  renameSync(table, moved)
  await other.ask('importFile', { file: { kind: 'path', path: archive }, destination: null })

  const found = await other.ask('getRun', { runId: run.id })
  expect(found.missing).toEqual([{ key: 'file', name: 'points.csv', folders: false }])
  const wrong = join(folder, 'wrong.csv')
  writeFileSync(wrong, readFileSync(moved, 'utf8').replace(/\n[^\n]+\n$/, '\n0,0,1\n'))
  const point = (path: string) => other.ask('pointRunToData', { runId: run.id, data: { file: path } })
  await expect(point(wrong)).rejects.toThrow('is not the data the run was made for')
  await expect(point(join(folder, 'nowhere.csv'))).rejects.toThrow('there is no file')
  expect(await other.ask('getRun', { runId: run.id })).toEqual(found)

  const placed = await point(moved)
  expect(placed).toMatchObject({ missing: [], directory: dirname(moved), experiment: found.experiment })
  expect(await lossOf(other, run.id)).toBe(loss)
  // What it is has not changed: the archive it came in adds nothing, and it goes out as it came.
  const again = await other.ask('importFile', { file: { kind: 'path', path: archive }, destination: null })
  expect(again).toMatchObject({ runs: [{ outcome: 'present' }] })

  const renamed = join(folder, 'renamed.csv')
  renameSync(moved, renamed)
  expect(await point(renamed)).toMatchObject({ missing: [], source: renamed })
  expect(await lossOf(other, run.id)).toBe(loss)
})
