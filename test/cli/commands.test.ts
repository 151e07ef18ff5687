import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decodeNpz } from '../../src-engine/formats/npz.ts'
import type { DatasetSummary, Evaluation, RunComparison, RunDetails } from '../../src-main/protocol.ts'
import { openTerminal, xor, type TrainReport } from './terminal.ts'

const root = join(import.meta.dirname, '../..')

describe('stored runs', () => {
  test('are listed, shown, compared, renamed and deleted', async () => {
    const terminal = openTerminal()
    const first = await terminal.json<TrainReport>('train', terminal.file('a.json', xor()))
    const slower = xor({ name: 'slower', optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.9 } })
    const second = await terminal.json<TrainReport>('train', terminal.file('b.json', slower))

    const details = await terminal.json<RunDetails>('runs', 'show', '#2')
    expect(details).toMatchObject({ id: second.runId, directory: terminal.folder, architecture: '2-4-1' })

    const comparison = await terminal.json<RunComparison>('runs', 'compare', first.runId, '2')
    expect(comparison.settings).toEqual([{ path: 'optimizer.learningRate', values: [0.5, 0.05] }])
    const { stdout: compared } = await terminal.lab('runs', 'compare', '1', '2')
    expect(compared).toMatch(/^setting +#1 xor +#2 slower$/m)
    expect(compared).toMatch(/^optimizer\.learningRate +0\.5 +0\.05$/m)

    expect((await terminal.lab('runs', 'rename', '2', 'very slow')).stdout).toBe('Run #2 is now called very slow.\n')
    const { stdout: list } = await terminal.lab('runs', 'list')
    expect(list).toMatch(/^run +id +name +status/)
    expect(list.split('\n')[1]).toMatch(/^ *#2 +r[0-9a-z]{8} +very slow +completed +2-4-1 +inline +200\/200 /)

    expect(await terminal.json('runs', 'delete', '1')).toEqual({ runId: first.runId, deleted: true })
    expect((await terminal.json<{ runs: unknown[] }>('runs', 'list')).runs).toHaveLength(1)
    expect((await terminal.lab('runs', 'show', '1')).code).toBe(2)
  })

  test('are deleted several at once, or none where one of them is not there', async () => {
    const terminal = openTerminal()
    const file = terminal.file('a.json', xor({ training: { epochs: 1, batchSize: 4 } }))
    for (const _ of [1, 2]) await terminal.json('train', file)
    expect(await terminal.lab('runs', 'delete', '1', '7')).toMatchObject({ code: 2, stderr: 'There is no run 7.\n' })
    expect((await terminal.lab('runs', 'delete', '1', '2', '#1')).stdout).toBe(
      'Run #1 (xor) is deleted.\nRun #2 (xor) is deleted.\n',
    )
  })

  test('are given tags and a note', async () => {
    const terminal = openTerminal()
    await terminal.json('train', terminal.file('a.json', xor()))
    const tagged = await terminal.lab('runs', 'tag', '1', 'slow', 'first try')
    expect(tagged.stdout).toBe('Run #1 (xor) is tagged slow, first try.\n')
    const noted = await terminal.lab('runs', 'note', '1', 'a tenth of the rate')
    expect(noted.stdout).toBe('Run #1 (xor) has the note: a tenth of the rate\n')
    const { stdout: shown } = await terminal.lab('runs', 'show', '1')
    expect(shown).toMatch(/^Tags +slow, first try$/m)
    expect(shown).toMatch(/^Note +a tenth of the rate$/m)
    expect((await terminal.lab('runs', 'tag', '1')).stdout).toBe('Run #1 (xor) has no tags.\n')
  })

  test('options may stand before the command or after it', async () => {
    const terminal = openTerminal()
    for (const args of [
      ['--json', 'runs', 'list'],
      ['runs', '--json', 'list'],
      ['runs', 'list', '--json'],
    ]) {
      expect(JSON.parse((await terminal.lab(...args)).stdout)).toEqual({ runs: [] })
    }
    await terminal.lab('runs', 'list', '--db', join(terminal.folder, 'deep', 'other.sqlite'))
    expect(existsSync(join(terminal.folder, 'deep', 'other.sqlite'))).toBe(true)
  })
})

describe('trained networks', () => {
  test('answer inputs from a file', async () => {
    const terminal = openTerminal()
    await terminal.json('train', terminal.file('xor.json', xor()))
    const { outputs } = await terminal.json<{ outputs: number[][] }>(
      'predict',
      '1',
      '--input',
      terminal.file('in.json', [
        [0, 1],
        [1, 1],
      ]),
    )
    expect(outputs).toHaveLength(2)
    expect(outputs[0]![0]).toBeGreaterThan(0.9)
    expect(outputs[1]![0]).toBeLessThan(0.1)
    const { stdout } = await terminal.lab('predict', '1', '--input', 'in.json')
    expect(stdout).toMatch(/^input +output 1\n +1 +0\.9\d+\n +2 +0\.0\d+\n$/)
  })

  test('refuse inputs that are none, naming file and place', async () => {
    const terminal = openTerminal()
    await terminal.json('train', terminal.file('xor.json', xor()))
    const refused = async (content: unknown) => {
      const outcome = await terminal.lab('predict', '1', '--input', terminal.file('in.json', content))
      expect(outcome.code).toBe(2)
      return outcome.stderr
    }
    expect(
      await refused([
        [0, 1],
        [1, 2, 3],
      ]),
    ).toMatch(/^in\.json: inputs\[1\]: has 3 numbers; needs 2/)
    expect(await refused([[0, 'one']])).toMatch(/^in\.json: \[0\]\[1\]: /)
    expect(await refused({ inputs: [] })).toMatch(/^in\.json: /)
    writeFileSync(join(terminal.folder, 'x.png'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10))
    const picture = await terminal.lab('predict', '1', '--input', 'x.png')
    expect([picture.code, picture.stderr]).toEqual([
      2,
      'x.png is a PNG image, not text; give a JSON list of rows of 2 numbers\n',
    ])
  })

  test('are evaluated: what is taken for what, and how well each class is told', async () => {
    const terminal = openTerminal()
    const { runId } = await terminal.json<TrainReport>('train', terminal.file('xor.json', xor()))
    const evaluation = await terminal.json<Evaluation & { runId: string }>('evaluate', '1', '--part', 'train')
    expect(evaluation).toMatchObject({
      runId,
      part: 'train',
      accuracy: 1,
      classes: { names: ['0', '1'], confusion: [[2, 0], [0, 2]], mistakes: 0 }, // prettier-ignore
    })
    const { stdout } = await terminal.lab('evaluate', '1')
    expect(stdout).toMatch(/^Accuracy +100\.00 %$/m)
    expect(stdout).toMatch(/^true \\ predicted +0 +1$/m)
    expect(stdout).toMatch(/^ *1 +100\.00 % +100\.00 % +100\.00 % +2$/m)
    const empty = await terminal.lab('evaluate', '1', '--part', 'test')
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('the run has no test samples')])
  })

  test('are exported, and the file is what was said of it', async () => {
    const terminal = openTerminal()
    await terminal.json('train', terminal.file('xor.json', xor()))
    const report = await terminal.json<{ file: string; bytes: number; sha256: string }>(
      'export',
      '1',
      '--format',
      'npz',
      '--out',
      'weights.npz',
    )
    expect(report.file).toBe(join(terminal.folder, 'weights.npz'))
    const bytes = readFileSync(report.file)
    expect(bytes.length).toBe(report.bytes)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(report.sha256)
    expect(decodeNpz(bytes).map(({ shape }) => shape)).toEqual([[4, 2], [4], [1, 4], [1]])

    const { runId } = { runId: (await terminal.json<RunDetails>('runs', 'show', '1')).id }
    const named = await terminal.json<{ file: string }>('export', '1', '--format', 'json', '--checkpoint', 'initial')
    expect(named.file).toBe(join(terminal.folder, `xor_${runId}_initial.json`))
    const missing = await terminal.lab('export', '1', '--format', 'json', '--checkpoint', 'epoch:9')
    expect([missing.code, missing.stderr]).toEqual([
      2,
      'Run #1 has no checkpoint epoch:9; it has initial, best, last.\n',
    ])
    const nowhere = await terminal.lab('export', '1', '--format', 'json', '--out', 'no/such/folder/w.json')
    expect(nowhere.code).toBe(2)
    expect(nowhere.stderr).toContain('cannot be written')
  })

  test('takes the place of no file that was not named', async () => {
    const terminal = openTerminal()
    const { runId } = await terminal.json<{ runId: string }>('train', terminal.file('xor.json', xor()))
    const script = `xor_${runId}_last_pytorch`
    terminal.file(`${script}.npz`, 'mine')
    const { file, beside } = await terminal.json<{ file: string; beside: { file: string }[] }>(
      ...['export', '1', '--format', 'pytorch'],
    )
    expect([file, beside[0]!.file].map((one) => basename(one))).toEqual([`${script}_2.py`, `${script}_2.npz`])
    expect(readFileSync(file, 'utf8')).toContain(`with_name("${script}_2.npz")`)
    expect(readFileSync(join(terminal.folder, `${script}.npz`), 'utf8')).toBe('mine')

    const named = ['export', '1', '--format', 'npz', '--out', 'net.onnx']
    const odd = await terminal.lab(...named)
    expect([odd.code, odd.stderr]).toEqual([
      0,
      'net.onnx: the name ends as ONNX does; the file will be NumPy arrays (NPZ) (.npz).\n',
    ])
    expect(decodeNpz(readFileSync(join(terminal.folder, 'net.onnx')))).toHaveLength(4)
    terminal.file('net.npz', 'mine')
    const refused = await terminal.lab('export', '1', '--format', 'numpy', '--out', 'net.py')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('net.npz: is there already, and net.py would put its own in that place')
  })
})

describe('datasets', () => {
  test('are listed with their settings', async () => {
    const { datasets } = await openTerminal().json<{ datasets: { name: string; settings: object }[] }>(
      'datasets',
      'list',
    )
    expect(datasets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['inline', 'xor', 'people', 'digits', 'idx']),
    )
    expect(datasets.find(({ name }) => name === 'spiral')?.settings).toMatchObject({ samples: 500, scale: 'none' })
  })

  test('are inspected by name, or as an experiment file has them, without opening a database', async () => {
    const terminal = openTerminal()
    const people = await terminal.json<DatasetSummary>('datasets', 'inspect', 'people')
    expect(people).toMatchObject({ count: 4, inputShape: [2], classNames: ['male', 'female'], classCounts: [2, 2] })
    expect(people.warnings).toMatchObject([{ kind: 'unscaled_inputs', count: 1, of: 2, inputs: [0], maximum: 25 }])
    expect((await terminal.lab('datasets', 'inspect', 'people')).stdout).toContain(
      'Warning: 1 of 2 inputs are far from the usual range (weight − 135 lb: from -15 to 25',
    )
    const own = await terminal.json<DatasetSummary>('datasets', 'inspect', terminal.file('xor.json', xor()))
    expect(own).toMatchObject({ count: 4, inputRange: { minimum: 0, maximum: 1, mean: 0.5 } })
    expect((await terminal.lab('datasets', 'inspect', 'nothing')).stderr).toContain(
      'There is no dataset or file nothing',
    )
    expect(existsSync(join(terminal.folder, 'lab.sqlite'))).toBe(false)
  })
})

describe('lab doctor', () => {
  test('tells the versions and whether the Electron binary is there', async () => {
    const report = await openTerminal().json<Record<string, unknown>>('doctor')
    expect(report).toMatchObject({
      node: process.versions.node,
      kernel: expect.stringMatching(/^(reference|simd|simd-relaxed)$/) as string,
    })
    expect(report['sqlite']).toMatch(/^3\.\d+\.\d+$/)
    expect(report['electron']).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string })
  })

  test('on a Node that is too old, says so in one line before SQLite could crash', async () => {
    const pretend =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0', napi: '9' } })"
    const terminal = openTerminal(['--import', `data:text/javascript,${encodeURIComponent(pretend)}`])
    expect(await terminal.lab('doctor')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Backprop Lab needs Node 22.14 or newer; this is Node 20.0.0.\n',
    })
  })
})

describe('lab serve', () => {
  test.skipIf(!existsSync(join(root, 'out/renderer/index.html')))(
    'says where it is ready once it accepts connections, and ends when it is told to',
    async () => {
      const terminal = openTerminal()
      const child = terminal.begin('serve', '--port', '0')
      const url = await new Promise<string>((resolve) => {
        let text = ''
        child.stdout.on('data', (chunk: string) => {
          text += chunk
          const [, found] = /^Backprop Lab is ready: (http:\/\/127\.0\.0\.1:\d+\/\?token=\S+)$/m.exec(text) ?? []
          if (found) resolve(found)
        })
      })
      const response = await fetch(url, { redirect: 'manual' })
      expect(response.status).toBeLessThan(400)
      child.kill('SIGTERM')
      expect((await child.outcome).code).toBe(0)
    },
  )
})
