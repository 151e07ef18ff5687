import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ArchiveReport } from '../../src-main/core/archive/write-archive.ts'
import type { Evaluation, ImportReport, RunDetails } from '../../src-main/protocol.ts'
import { openTerminal, xor, type Terminal, type TrainReport } from './terminal.ts'

/** The weights report of an import. */
async function importWeights(terminal: Terminal, ...args: string[]) {
  const report = await terminal.json<ImportReport>('import', ...args)
  if (report.kind !== 'weights') throw new Error(`it is ${report.kind}`)
  return report.run
}

describe('weights', () => {
  test('go out and come back by their content, and work like any run', async () => {
    const terminal = openTerminal()
    const trained = await terminal.json<TrainReport>('train', terminal.file('xor.json', xor()))
    await terminal.json('export', '1', '--format', 'json', '--out', 'weights.json')
    copyFileSync(join(terminal.folder, 'weights.json'), join(terminal.folder, 'weights.safetensors'))
    const run = await importWeights(terminal, 'weights.safetensors')
    expect(run).toMatchObject({ number: 2, status: 'completed', weightsSha256: trained.weightsSha256 })

    const rows = terminal.file('in.json', [[0, 1], [1, 1]]) // prettier-ignore
    const [before, after] = await Promise.all(['1', '2'].map((id) => terminal.json('predict', id, '--input', rows)))
    expect(after).toEqual(before)
    expect((await terminal.json<Evaluation>('evaluate', '2')).accuracy).toBe(1)
    const { stdout } = await terminal.lab('runs', 'show', '2')
    expect(stdout).toContain(`Read from  weights.safetensors (json): run ${trained.runId}, checkpoint last`)
    expect(stdout).toMatch(/^Data +inline, 4 samples, SHA-256 [0-9a-f]{64}$/m)
    expect((await terminal.lab('import', 'weights.json')).stdout).toBe(
      `Run #3 (xor, ${(await terminal.json<RunDetails>('runs', 'show', '3')).id}) holds the weights of weights.json ` +
        `(run ${trained.runId}, checkpoint last), SHA-256 ${trained.weightsSha256}.\n`,
    )
  })

  test('as NPZ go into the experiment that is named, and say which tensors do not fit', async () => {
    const terminal = openTerminal()
    const trained = await terminal.json<TrainReport>('train', terminal.file('xor.json', xor()))
    await terminal.json('export', '1', '--format', 'npz', '--out', 'w.npz')
    const run = await importWeights(terminal, 'w.npz', '--experiment', 'xor.json')
    expect(run.weightsSha256).toBe(trained.weightsSha256)
    expect((await terminal.lab('runs', 'show', '2')).stdout).toMatch(/^Data +inline, not known/m)
    expect((await terminal.lab('runs', 'compare', '1', '2')).code).toBe(0)

    const layers = [{ type: 'dense', units: 3 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }]
    const other = terminal.file('other.json', xor({ network: { layers } }))
    const refused = await terminal.lab('import', 'w.npz', '--experiment', other)
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr.trim().split('\n')).toEqual([
      'w.npz: layers.0.weight: has shape 4×2; needs shape 3×2',
      'w.npz: layers.0.bias: has shape 4; needs shape 3',
      'w.npz: layers.2.weight: has shape 1×4; needs shape 1×3',
    ])
    expect((await terminal.lab('import', 'w.npz')).stderr).toContain('w.npz: does not say which network')
    const broken = await terminal.lab('import', 'w.npz', '--experiment', terminal.file('broken.json', { version: 1 }))
    expect(broken).toMatchObject({ code: 2 })
    expect(broken.stderr).toContain('broken.json: name: is missing')
  })
})

test('an experiment file is saved in the lab, once', async () => {
  const terminal = openTerminal()
  terminal.file('xor.json', xor())
  expect((await terminal.lab('import', 'xor.json')).stdout).toBe('The experiment xor is saved in the lab.\n')
  expect((await terminal.lab('import', 'xor.json')).stdout).toBe('The experiment xor was there already.\n')
})

describe('an archive', () => {
  test('carries runs into another database, and adds nothing twice', async () => {
    const terminal = openTerminal()
    const { runId } = await terminal.json<TrainReport>('train', terminal.file('xor.json', xor()))
    const report = await terminal.json<ArchiveReport>('archive', '1', '--out', 'lab.zip')
    const bytes = readFileSync(join(terminal.folder, 'lab.zip'))
    expect(report).toMatchObject({
      file: join(terminal.folder, 'lab.zip'),
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      runs: [{ id: runId, number: 1, name: 'xor' }],
    })
    const into = ['--db', 'other.sqlite', 'import', 'lab.zip']
    expect((await terminal.lab(...into)).stdout).toBe(`Run #1 (xor, ${runId}) is added.\n`)
    expect((await terminal.lab(...into)).stdout).toBe(`Run #1 (xor, ${runId}) was there already.\n`)
    expect((await terminal.lab('archive', '--all', '--out', 'all.zip')).stdout).toContain('all.zip: 1 run, ')
  })

  test('says of each run whose data is not here what is missing, and how to tell where it is', async () => {
    const terminal = openTerminal()
    const rows = Array.from({ length: 12 }, (_, i) => `${i % 2},${i % 3},${i % 2}\n`)
    writeFileSync(join(terminal.folder, 'rows.csv'), `a,b,class\n${rows.join('')}`)
    const { runId } = await terminal.json<TrainReport>(
      'train',
      terminal.file('csv.json', xor({ dataset: { name: 'csv', file: 'rows.csv' } })),
    )
    await terminal.json('archive', '1', '--out', 'lab.zip')
    mkdirSync(join(terminal.folder, 'data'))
    renameSync(join(terminal.folder, 'rows.csv'), join(terminal.folder, 'data', 'rows.csv'))
    const other = (...args: string[]) => terminal.lab('--db', 'other.sqlite', ...args)
    expect((await other('import', 'lab.zip')).stdout.trimEnd().split('\n')).toEqual([
      `Run #1 (xor, ${runId}) is added.`,
      'Its data is not found: rows.csv.',
      'Once it is here: lab runs data 1 FILE',
    ])
    expect((await other('runs', 'data', '1', 'data/rows.csv')).stdout).toBe('Run #1 (xor) has its data again.\n')
    expect((await other('import', 'lab.zip')).stdout).toBe(`Run #1 (xor, ${runId}) was there already.\n`)
  })

  test('says what it needs', async () => {
    const terminal = openTerminal()
    expect(await terminal.lab('archive', '--out', 'a.zip')).toMatchObject({ code: 2 })
    expect((await terminal.lab('archive', '1', '--all', '--out', 'a.zip')).stderr).toContain('--all takes every run')
    expect((await terminal.lab('archive', '1', '--out', 'a.zip')).stderr).toBe('There is no run 1.\n')
    const hostile = await terminal.lab('import', terminal.file('lab.zip', 'PK\x03\x04 and nothing more'))
    expect(hostile).toMatchObject({ code: 2, stdout: '' })
    expect(hostile.stderr).toMatch(/^lab\.zip: is not a whole ZIP archive: .*\(byte \d+\)/)
  })
})

test('a report is one page, in the language that is asked for', async () => {
  const terminal = openTerminal()
  const named = xor({ name: '<script>alert(1)</script>' })
  await terminal.json('train', terminal.file('xor.json', named))
  await terminal.json('export', '1', '--format', 'report', '--out', 'report.html')
  const page = readFileSync(join(terminal.folder, 'report.html'), 'utf8')
  expect(page).not.toContain('<script')
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).toContain('Confusion matrix')
  expect(page).toContain('The first step of training')
  await terminal.json('export', '1', '--format', 'report', '--language', 'ru', '--out', 'ru.html')
  expect(readFileSync(join(terminal.folder, 'ru.html'), 'utf8')).toContain('Матрица ошибок')
  expect((await terminal.lab('export', '1', '--format', 'report', '--language', 'fr')).code).toBe(2)
})

test('an experiment whose data is not there is saved, and says so', async () => {
  const terminal = openTerminal()
  terminal.file('table.json', xor({ dataset: { name: 'csv', file: 'gone.csv' } }))
  expect((await terminal.lab('import', 'table.json')).stdout).toBe(
    'The experiment xor is saved in the lab.\nIts data is not found: gone.csv.\n',
  )
})

test('weights go into a run that is named, and lists say where each run came from', async () => {
  const terminal = openTerminal()
  const { weightsSha256 } = await terminal.json<TrainReport>('train', terminal.file('xor.json', xor()))
  await terminal.json('export', '1', '--format', 'npz', '--out', 'w.npz')
  expect(await importWeights(terminal, 'w.npz', '--run', '#1')).toMatchObject({ name: 'xor', weightsSha256 })
  const [heading, back, first] = (await terminal.lab('runs', 'list')).stdout.trimEnd().split('\n')
  expect(heading).toMatch(/ came from$/)
  expect(back).toMatch(/^ *#2 .* w\.npz$/)
  expect(first).toMatch(/^ *#1 .* s$/)
  expect((await terminal.lab('import', 'w.npz', '--run', '7')).stderr).toBe('There is no run 7.\n')
  const both = await terminal.lab('import', 'w.npz', '--run', '1', '--experiment', 'xor.json')
  expect(both).toMatchObject({ code: 2, stderr: 'name an experiment or a run, not both\n' })
}, 40_000)
