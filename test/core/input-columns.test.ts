import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import Database from 'better-sqlite3'
import { encodeOnnx } from '../../src-engine/formats/onnx.ts'
import { isTable, readJsonInputs, readTableInputs } from '../../src-main/core/read-inputs.ts'
import { layerSchema } from '../../src-engine/layers/index.ts'
import type { ImportReport, RunDetails } from '../../src-main/protocol.ts'
import { readOnnx } from '../engine/formats/support/onnx-reader.ts'
import { exportOf } from '../engine/formats/support/export.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { experiment, openTestLab, type TestLab } from './temporary-lab.ts'

/** There is no onnxruntime for Macs with Intel's processors any more. */
const hasRuntime = !(process.platform === 'darwin' && process.arch === 'x64')

const cities = ['Rome', 'Oslo', 'Łódź', 'Rome', 'Oslo']

/** Flats by length, city and zone; the third of every twenty lacks its length. The last two columns have no gaps. */
const table = `length,city,zone,rent\n${Array.from({ length: 60 }, (_, i) => {
  const length = i % 20 === 2 ? '' : String(3 + (i % 9) / 2)
  return `${length},${cities[i % 5]},${(i % 3) + 8},${100 * (i % 9) + (i % 5)}`
}).join('\n')}\n`

/** As the rows of the table above are known to a person, and as a hand encodes them: length; Oslo, Rome, Łódź; 8, 9, 10. */
const flat = [
  [4.5, 1, 0, 0, 0, 0, 1],
  [6, 0, 0, 1, 1, 0, 0],
  [3.5, 0, 1, 0, 0, 1, 0],
]

async function trained(lab: TestLab): Promise<{ readonly run: RunDetails; readonly folder: string }> {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'flats.csv'), table)
  const columns = { zone: { role: 'input', kind: 'category' }, length: { missing: 'mean' } }
  const { id } = await lab.start({
    version: 1,
    name: 'flats',
    seed: 3,
    dataset: { name: 'csv', file: join(folder, 'flats.csv'), target: 'rent', columns },
    network: { layers: [{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }] },
    loss: 'mean_squared_error',
    optimizer: { type: 'sgd', learningRate: 0.001 },
    training: { epochs: 2, batchSize: 8 },
  })
  await lab.untilStatus(id, 'completed')
  return { run: await lab.ask('getRun', { runId: id }), folder }
}

/** What a file is read as, or what is said of it. */
async function read(folder: string, run: RunDetails, name: string, content: unknown): Promise<number[][] | string> {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  try {
    return await ((await isTable(file)) ? readTableInputs(file, run) : readJsonInputs(file, run))
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') return error.message.replaceAll(`${folder}/`, '')
    throw error
  }
}

describe('a network that learnt from a table', () => {
  test('is asked by the values of its columns, and answers as it does to inputs that a hand encoded', async () => {
    const lab = openTestLab()
    const { run, folder } = await trained(lab)
    const ask = async (inputs: number[][] | string) => {
      expect(inputs).not.toBeTypeOf('string')
      return (await lab.ask('predict', { runId: run.id, inputs: inputs as number[][] })).outputs
    }
    const expected = await ask(flat)
    expect(new Set(expected.flat()).size).toBe(3)
    expect(await ask(await read(folder, run, 'flat.json', flat))).toEqual(expected)
    const rows = [[4.5, 'Oslo', '10'], [6, 'Łódź', 8], { rent: 7, zone: 9, city: ' Rome', length: 3.5 }]
    expect(await ask(await read(folder, run, 'rows.json', rows))).toEqual(expected)
    const csv = 'zone,rent,city,length\n10,,Oslo,4.5\n8,1,Łódź,6\n9,two,"Rome",3.5\n'
    expect(await ask(await read(folder, run, 'rows.csv', csv))).toEqual(expected)
    const european = '\uFEFFcity;length;zone\r\nOslo;4,5;10\r\nŁódź;6;8\r\n\r\nRome;3,5;9\r\n'
    expect(await ask(await read(folder, run, 'rows.txt', european))).toEqual(expected)
    expect(await ask(await read(folder, run, 'rows.tsv', csv.replaceAll(',', '\t')))).toEqual(expected)
  })

  test.skipIf(!hasRuntime)('is asked by them, and answers what ONNX answers to hand-encoded inputs', async () => {
    const lab = openTestLab()
    const { run, folder } = await trained(lab)
    const inputs = await read(folder, run, 'rows.json', [[4.5, 'Oslo', 10], [6, 'Łódź', 8], [3.5, 'Rome', 9]]) // prettier-ignore
    const { outputs } = await lab.ask('predict', { runId: run.id, inputs: inputs as number[][] })
    const { files } = await lab.ask('exportRun', { runId: run.id, format: 'onnx', checkpoint: 'last', fileName: null })
    const { InferenceSession, Tensor } = await import('onnxruntime-node')
    const session = await InferenceSession.create(files[0]!.bytes)
    const { output } = await session.run({ input: new Tensor('float32', Float32Array.from(flat.flat()), [3, 7]) })
    await session.release()
    const answered = Array.from(output!.data as Float32Array)
    expect(answered).toHaveLength(3)
    answered.forEach((value, i) => {
      expect(Math.abs(value - outputs[i]![0]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)))
    })
  })

  test('fills a gap with the mean of what it was trained on, where the table was read so', async () => {
    const lab = openTestLab()
    const { run, folder } = await trained(lab)
    // Filled with its mean, a standardised column has that mean: its shift.
    const mean = run.model.scaling.shift[0]!
    expect(await read(folder, run, 'gap.csv', 'length,city,zone\nNA,Oslo,10\n')).toEqual([
      [expect.closeTo(mean, 9), 1, 0, 0, 0, 0, 1],
    ])
    expect(await read(folder, run, 'gap.json', [[null, 'Rome', 8]])).toEqual([
      [expect.closeTo(mean, 9), 0, 1, 0, 1, 0, 0],
    ])
  })

  test('says of values it cannot take where they are and what would be right', async () => {
    const lab = openTestLab()
    const { run, folder } = await trained(lab)
    const json = (content: unknown) => read(folder, run, 'in.json', content)
    const csv = (content: string) => read(folder, run, 'in.csv', content)
    const known = 'needs one of "Oslo", "Rome", "Łódź"'
    const columns = '"length", "city", "zone"'
    expect(await json([[4, 'Rome', 8], [4, 'Paris', 8]])).toBe(`[1][1]: "Paris" is no category the network knows; ${known}`) // prettier-ignore
    expect(await json([{ length: 4, city: 'oslo', zone: 8 }])).toBe(
      `[0].city: "oslo" is no category the network knows; did you mean "Oslo"? ${known}`,
    )
    expect(await json([{ length: 4, City: 'Oslo', zone: 8 }])).toBe(
      `[0]: has no column "city"; is "City" meant? needs ${columns}`,
    )
    expect(await json([['4', 'Oslo', 8]])).toBe('[0][0]: is "4"; must be a number')
    expect(await json([[4, null, 8]])).toMatch(/^\[0\]\[1\]: is null; needs a value: /)
    expect(await json([[4, 'Oslo']])).toBe(
      `[0]: has 2 values; needs 3: ${columns}; or 7 numbers, with one input for each category`,
    )
    expect(await json([4])).toBe(`[0]: is 4; needs a list of values, or an object with ${columns}`)
    const head = 'length,city,zone'
    expect(await csv(`${head}\n4,Rome,8\n4,Paris,8\n`)).toContain(
      `in.csv, line 3, column "city": "Paris" is no category the network knows; ${known}`,
    )
    expect(await csv(`${head}\nfour,Rome,8\n`)).toContain(
      'in.csv, line 2, column "length": "four" is no number; must be a number',
    )
    expect(await csv(`${head}\n4,Rome,8\n4,,8\n`)).toContain(
      'in.csv, line 3, column "city": the value is missing (found: nothing); needs a value: ',
    )
    expect(await csv('length,town,zone\n4,Rome,8\n')).toContain(
      `in.csv, line 1: has no column "city"; needs ${columns}`,
    )
    expect(await csv(`${head},city\n4,Rome,8,Oslo\n`)).toContain('columns 2 and 4 are both called "city"')
  })

  test('is tried with numbers to move and categories to choose, beginning with a row of the table', async () => {
    const lab = openTestLab()
    const { run } = await trained(lab)
    const { inputs, example } = await lab.ask('evaluateRun', { runId: run.id, checkpoint: 'last', part: 'train' })
    expect(inputs).toEqual([
      { name: 'length', minimum: 3, maximum: 7, mean: expect.any(Number) as number },
      { name: 'city', categories: ['Oslo', 'Rome', 'Łódź'], mayLack: false },
      { name: 'zone', categories: ['8', '9', '10'], mayLack: false },
    ])
    const rows = table.trim().split('\n').slice(1).map((row) => row.split(',')) // prettier-ignore
    const [length, ...rest] = example!
    const one = (from: number) => ['Oslo', 'Rome', 'Łódź', '8', '9', '10'][rest.indexOf(1, from)]
    expect(rest.filter((value) => value === 1)).toHaveLength(2)
    expect(rows.some((row) => Number(row[0]) === length && row[1] === one(0) && row[2] === one(3))).toBe(true)
  })
})

const columns = [
  { name: 'length', categories: null, gap: expect.any(Number) as number },
  { name: 'city', categories: ['Oslo', 'Rome', 'Łódź'], gap: null },
  { name: 'zone', categories: ['8', '9', '10'], gap: null },
]

describe('the columns of a network', () => {
  test.each(['json', 'safetensors'] as const)('leave as %s and come back', async (format) => {
    const lab = openTestLab()
    const { run, folder } = await trained(lab)
    expect(run.model.columns).toEqual(columns)
    const { files } = await lab.ask('exportRun', { runId: run.id, format, checkpoint: 'last', fileName: null })
    const path = join(folder, 'weights')
    writeFileSync(path, files[0]!.bytes)
    const report: ImportReport = await lab.ask('importFile', { file: { kind: 'path', path }, destination: null })
    if (report.kind !== 'weights') throw new Error(`it is ${report.kind}`)
    expect((await lab.ask('getRun', { runId: report.run.id })).model).toEqual(run.model)
  })

  test('travel in archives, whose version says so; archives of runs without them are as they were', async () => {
    const lab = openTestLab()
    const { run, folder } = await trained(lab)
    const { id: plain } = await lab.start(experiment(1))
    await lab.untilStatus(plain, 'completed')
    const versionOf = async (ids: readonly string[]) => {
      const file = join(folder, 'lab.zip')
      expect((await lab.lab.archive(ids, file)).ok).toBe(true)
      const manifest = unzipSync(readFileSync(file))['manifest.json']
      return (JSON.parse(Buffer.from(manifest!).toString()) as { version: number }).version
    }
    expect(await versionOf([plain])).toBe(1)
    expect(await versionOf([plain, run.id])).toBe(2)
    const other = openTestLab()
    await other.ask('importFile', { file: { kind: 'path', path: join(folder, 'lab.zip') }, destination: null })
    expect((await other.ask('getRun', { runId: run.id })).model).toEqual(run.model)
  })

  test('are not known of runs that were stored before: these are asked by the names of their inputs', async () => {
    const lab = openTestLab()
    const { run, folder } = await trained(lab)
    const database = new Database(lab.database)
    database.prepare("UPDATE runs SET model = json_remove(model, '$.columns')").run()
    database.close()
    const old = await lab.ask('getRun', { runId: run.id })
    expect(old.model.columns).toBeUndefined()
    const named = Object.fromEntries(old.model.inputNames!.map((name, i) => [name, flat[0]![i]]))
    expect(named).toMatchObject({ 'city = Oslo': 1, 'zone = 9': 0 })
    expect(await read(folder, old, 'in.json', [named, flat[1]])).toEqual(flat.slice(0, 2))
    // The data itself still says what its columns are.
    const { inputs } = await lab.ask('evaluateRun', { runId: run.id, checkpoint: 'last', part: null })
    expect(inputs?.map(({ name }) => name)).toEqual(['length', 'city', 'zone'])
  })

  test('are refused of a file where they have other inputs than the network', async () => {
    const lab = openTestLab()
    const { run, folder } = await trained(lab)
    const { files } = await lab.ask('exportRun', { runId: run.id, format: 'json', checkpoint: 'last', fileName: null })
    const document = JSON.parse(Buffer.from(files[0]!.bytes).toString()) as { model: { columns: unknown[] } }
    document.model.columns.pop()
    const path = join(folder, 'weights.json')
    writeFileSync(path, JSON.stringify(document))
    const error = await lab.refusal('importFile', { file: { kind: 'path', path }, destination: null })
    expect(error.message).toContain('model.columns: has 4 inputs; needs 7, as the network takes')
  })

  test('are told where the network is used elsewhere', () => {
    const drawn = exportOf({
      signal: { shape: [3], vocabulary: null },
      layers: [layerSchema.parse({ type: 'dense', units: 1 })],
    })
    const inputNames = ['length', 'city = Oslo', 'city = Rome']
    const told = [
      { name: 'length', categories: null, gap: 2.5 },
      { name: 'city', categories: ['Oslo', 'Rome'], gap: null },
    ]
    const bytes = encodeOnnx({ ...drawn, model: { ...drawn.model, inputNames, columns: told } })
    expect(readOnnx(bytes).metadata_props).toEqual(
      expect.arrayContaining([
        { key: 'inputs', value: JSON.stringify(inputNames) },
        {
          key: 'encoding',
          value:
            'An input such as "city = Oslo" is 1 where city is Oslo, else 0. What stands for a missing value: length 2.5.',
        },
      ]),
    )
    expect(readOnnx(encodeOnnx(drawn)).metadata_props.map(({ key }) => key)).not.toContain('encoding')
  })
})

describe('the measures a network predicts', () => {
  test('are called by their columns, wherever its numbers go', async () => {
    const lab = openTestLab()
    const folder = temporaryFolder()
    const rows = Array.from({ length: 40 }, (_, i) => `${i / 10},${Math.sin(i)},${2000 + i}`)
    writeFileSync(join(folder, 'two.csv'), `x,height,price\n${rows.join('\n')}\n`)
    const height = { role: 'target', kind: 'number' }
    const dataset = { name: 'csv', file: join(folder, 'two.csv'), target: 'price', columns: { height } }
    const layers = [{ type: 'dense', units: 2 }]
    const changes = { dataset, network: { layers }, loss: 'mean_squared_error' }
    const { id } = await lab.start(experiment(1, changes))
    await lab.untilStatus(id, 'completed')
    expect((await lab.ask('getRun', { runId: id })).model.targetNames).toEqual(['height', 'price'])

    const examined = await lab.ask('examineDataset', { dataset, seed: 1, directory: null, ticket: 't' })
    expect(examined.columns.map(({ role, name }) => [role, name])).toEqual([
      ['input', 'x'],
      ['target', 'height'],
      ['target', 'price'],
    ])
    const text = async (format: 'pytorch' | 'numpy') => {
      const { files } = await lab.ask('exportRun', { runId: id, format, checkpoint: 'last', fileName: null })
      return Buffer.from(files[0]!.bytes).toString()
    }
    expect(await text('pytorch')).toContain('Outputs, in order: height, price.')
    const onnx = await lab.ask('exportRun', { runId: id, format: 'onnx', checkpoint: 'last', fileName: null })
    const outputs = { key: 'outputs', value: '["height","price"]' }
    expect(readOnnx(onnx.files[0]!.bytes).metadata_props).toContainEqual(outputs)
  })
})
