import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { TableInspection } from '../../src-main/core/tables/inspect-table.ts'
import type { DatasetSummary } from '../../src-main/protocol.ts'
import { greyRow } from '../files/png.ts'
import { byHand } from '../../src-main/cli/get-dataset.ts'
import { openTerminal, type Terminal, type TrainReport } from './terminal.ts'

const root = join(import.meta.dirname, '../..')
const fixture = (name: string) => readFileSync(join(root, 'test/fixtures/numpy', name))

/** Two clouds of points: below 5 cold, above warm. */
const weather = `day;temperature;sky;feels\n${Array.from({ length: 60 }, (_, i) => {
  const warm = i % 2 === 1
  return `${i + 1};${warm ? 6 + (i % 5) : (i % 5) - 1},5;${i % 3 === 0 ? 'grey' : 'blue'};${warm ? 'warm' : 'cold'}`
}).join('\n')}\n`

const network = {
  network: {
    layers: [{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
  },
  loss: 'binary_cross_entropy',
  optimizer: { type: 'adam', learningRate: 0.05 },
  training: { epochs: 60, batchSize: 8 },
}

function experiment(terminal: Terminal, dataset: unknown, more: object = network): string {
  return terminal.file('experiment.json', { version: 1, name: 'from a file', dataset, ...more })
}

function binary(terminal: Terminal, name: string, content: Uint8Array): string {
  mkdirSync(join(terminal.folder, name, '..'), { recursive: true })
  writeFileSync(join(terminal.folder, name), content)
  return name
}

describe('training on data from files', () => {
  test('a table is learnt, from its file to predictions in its own units', async () => {
    const terminal = openTerminal()
    terminal.file('weather.csv', weather)
    const { metrics } = await terminal.json<TrainReport>(
      'train',
      experiment(terminal, { name: 'csv', file: 'weather.csv' }),
    )
    expect(metrics?.train?.accuracy).toBe(1)
    const inputs = terminal.file('inputs.json', [
      [30, 0, 1, 0],
      [30, 9, 1, 0],
    ])
    const { outputs } = await terminal.json<{ outputs: [[number], [number]] }>('predict', '1', '--input', inputs)
    expect(outputs[0][0]).toBeLessThan(0.2)
    expect(outputs[1][0]).toBeGreaterThan(0.8)

    const wrong = await terminal.lab('predict', '1', '--input', terminal.file('asked.tsv', 'sky\tday\nblue\t1\n'))
    expect(wrong).toMatchObject({
      code: 2,
      stderr: 'asked.tsv, line 1: has no column "temperature"; needs "day", "temperature", "sky"\n',
    })
  })

  test('what has learnt from a table answers another one, whose columns it finds by their names', async () => {
    const terminal = openTerminal()
    terminal.file('weather.csv', weather)
    await terminal.json('train', experiment(terminal, { name: 'csv', file: 'weather.csv' }))
    // Day, temperature and sky, blue before grey.
    const inputs = terminal.file('inputs.json', [
      [30, 0, 1, 0],
      [30, 9, 1, 0],
    ])
    const { outputs } = await terminal.json<{ outputs: [[number], [number]] }>('predict', '1', '--input', inputs)
    const table = terminal.file('asked.csv', 'sky;temperature;day\nblue;0,0;30\nblue;9,0;30\n')
    const named = await terminal.json<{ outputs: [[number], [number]] }>('predict', '1', '--input', table)
    expect(named).toEqual({ outputs, classes: ['cold', 'warm'] })
    const { stdout } = await terminal.lab('predict', '1', '--input', table)
    const share = (100 * (1 - outputs[0][0])).toFixed(2)
    expect(stdout.split('\n')[0]).toMatch(/^input +output 1 +class +probability$/)
    expect(stdout.split('\n')[1]).toMatch(new RegExp(`^ +1 +\\S+ +cold +${share} %$`))
  })

  test('arrays and images are learnt', async () => {
    const terminal = openTerminal()
    binary(terminal, 'd.npz', fixture('samples.npz'))
    const arrays = { name: 'npz', file: 'd.npz', targets: 'two', split: { train: 1 } }
    expect((await terminal.json<TrainReport>('train', experiment(terminal, arrays))).status).toBe('completed')
    const images = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`${i % 2 ? 'light' : 'dark'}/${i}.png`, greyRow((i % 2) * 200 + i, i)]),
    )
    binary(terminal, 'images.zip', zipSync(images))
    const report = await terminal.json<TrainReport>(
      'train',
      experiment(terminal, { name: 'images', file: 'images.zip' }),
    )
    expect(report.metrics?.train?.accuracy).toBe(1)
  })

  test('a downloaded set is found by every process and thread of the lab, wherever it is kept', async () => {
    const terminal = openTerminal()
    vi.stubEnv('BACKPROP_LAB_DATA', terminal.folder)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const header = (...sizes: number[]) => [0, 0, 8, sizes.length, ...sizes.flatMap((size) => [0, 0, 0, size])]
    const images = [...header(8, 1, 2), ...Array.from({ length: 16 }, (_, i) => (i % 4) * 80)]
    binary(terminal, 'mnist/t10k-images-idx3-ubyte.gz', Uint8Array.from(images))
    binary(terminal, 'mnist/t10k-labels-idx1-ubyte.gz', Uint8Array.from([...header(8), 0, 1, 0, 1, 0, 1, 0, 1]))
    const layers = [{ type: 'dense', units: 2 }, { type: 'softmax' }]
    const more = { ...network, network: { layers }, loss: 'categorical_cross_entropy' }
    await terminal.json<TrainReport>('train', experiment(terminal, { name: 'mnist', part: 'test' }, more))
    expect(await terminal.json('evaluate', '1', '--part', 'train')).toMatchObject({
      part: 'train',
      parts: { train: 7 },
    })
    expect(await terminal.json<DatasetSummary>('datasets', 'inspect', 'experiment.json')).toMatchObject({ count: 8 })
  })

  test('bad data stores no run, and is told by file, JSON path and line', async () => {
    const terminal = openTerminal()
    terminal.file('weather.csv', weather.replace('3;', '3;x'))
    const dataset = { name: 'csv', file: 'weather.csv', split: { train: 1 } }
    const { code, stderr, stdout } = await terminal.lab('train', experiment(terminal, dataset))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(
      'experiment.json: dataset.file: weather.csv, line 4, column "temperature": "x1,5" is no number; ',
    )
    expect(await terminal.json('runs', 'list')).toEqual({ runs: [] })
  })

  test('unknown keys of a column are told with those that are known', async () => {
    const terminal = openTerminal()
    terminal.file('weather.csv', weather)
    const dataset = { name: 'csv', file: 'weather.csv', columns: { sky: { knd: 'category' } } }
    expect((await terminal.lab('train', experiment(terminal, dataset))).stderr).toBe(
      'experiment.json: dataset.columns.sky.knd: unknown key; did you mean kind? known here are role, kind, missing, scale\n',
    )
  })
})

describe('looking into data', () => {
  test('a table: its columns, what is missing, its first rows, and how to train on it', async () => {
    const terminal = openTerminal()
    terminal.file('weather.csv', weather.replace('blue', ''))
    const table = await terminal.json<TableInspection>('datasets', 'inspect', 'weather.csv')
    expect(table).toMatchObject({ delimiter: ';', header: 'yes', decimal: 'comma', rows: 60 })
    expect(table.unevenRows).toBeNull()
    expect(table.columns.map(({ name, role, kind, missing }) => [name, role, kind, missing])).toEqual([
      ['day', 'input', 'number', 0],
      ['temperature', 'input', 'number', 0],
      ['sky', 'input', 'category', 1],
      ['feels', 'target', 'category', 0],
    ])
    expect(table.columns[1]).toMatchObject({ minimum: -1.5, maximum: 10.5, notNumbers: 0 })
    expect(table.columns[2]?.categories.map(({ value }) => value)).toEqual(['blue', 'grey'])
    expect(table.firstRows[0]).toEqual(['1', '-1,5', 'grey', 'cold'])
    const { stdout } = await terminal.lab('datasets', 'inspect', 'weather.csv')
    expect(stdout).toMatch(/^feels +target +category +0 +cold \(30\), warm \(30\)$/m)
    expect(stdout).toContain('"dataset": {"name":"csv","file":"weather.csv"')
  })

  test('a table whose rows differ in length: what is in it, then what is wrong, and no dataset to copy', async () => {
    const terminal = openTerminal()
    terminal.file('uneven.csv', 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n')
    const { code, stdout, stderr } = await terminal.lab('datasets', 'inspect', 'uneven.csv')
    const problem = 'uneven.csv, line 3: has 2 values, and line 1 has 3; '
    expect(code).toBe(2)
    expect(stderr).toContain(problem)
    expect(stdout).toMatch(/^Uneven rows +2 with more or fewer values; the first at line 3$/m)
    expect(stdout).toMatch(/^6 +7 +8 +9$/m)
    expect(stdout).not.toContain('"dataset"')
    const told = await terminal.lab('datasets', 'inspect', 'uneven.csv', '--json')
    expect([told.code, told.stderr]).toEqual([2, stderr])
    expect(JSON.parse(told.stdout)).toMatchObject({ rows: 3, unevenRows: { count: 2, firstLine: 3 }, dataset: null })
    const training = await terminal.lab('train', experiment(terminal, { name: 'csv', file: 'uneven.csv' }))
    expect(training.stderr).toContain(problem)
  })

  test('a table: why columns are ignored, which values are infinite, and what would spoil training', async () => {
    const terminal = openTerminal()
    const rows = Array.from(
      { length: 20 },
      (_, i) => `${i + 1},flat ${i},${i === 3 ? 'inf' : 20 + ((i * 7) % 9)},${2474 + 1500 * i}`,
    )
    terminal.file('flats.csv', `id,address,area,price\n${rows.join('\n')}\n`)
    const { code, stdout, stderr } = await terminal.lab('datasets', 'inspect', 'flats.csv')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^id +ignore \(counts the rows\) +number/m)
    expect(stdout).toMatch(/^address +ignore \(every row differs\) +category/m)
    expect(stdout).toMatch(/^area +input +number +1 \(1 infinite\) +20 to 28$/m)
    expect(stderr).toMatch(/^Warning: 1 of 1 targets are far from 0 \(price: from 2474 to 30970\)/m)
  })

  test('a table with two columns of one name: what is in it, then which, and no dataset to copy', async () => {
    const terminal = openTerminal()
    terminal.file('twice.csv', 'a,b,a\n1,2,3\n4,5,6\n')
    const { code, stdout, stderr } = await terminal.lab('datasets', 'inspect', 'twice.csv')
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('twice.csv, line 1: columns 1 and 3 are both called "a"; rename one of them'),
    ])
    expect(stdout).toMatch(/^Rows +2$/m)
    expect(stdout).not.toContain('"dataset"')
  })

  test('a table: what is printed of it trains as it stands', async () => {
    const terminal = openTerminal()
    terminal.file('whole.csv', weather)
    const { dataset } = await terminal.json<TableInspection>('datasets', 'inspect', 'whole.csv')
    const { status } = await terminal.json<TrainReport>('train', experiment(terminal, dataset))
    expect(await terminal.json<DatasetSummary>('datasets', 'inspect', 'experiment.json')).toMatchObject({ count: 60 })
    expect(status).toBe('completed')
  })

  test('arrays, images and texts by their files', async () => {
    const terminal = openTerminal()
    binary(terminal, 'x.npy', fixture('x.npy'))
    binary(terminal, 'y.npy', fixture('y.npy'))
    expect(await terminal.json<DatasetSummary>('datasets', 'inspect', 'x.npy')).toMatchObject({
      count: 3,
      classCounts: [1, 2],
    })
    for (const name of ['images/cats/1.png', 'images/dogs/1.png', 'images/dogs/2.png'])
      binary(terminal, name, greyRow(1, 2))
    expect(await terminal.json<DatasetSummary>('datasets', 'inspect', 'images')).toMatchObject({
      count: 3,
      inputShape: [1, 1, 2],
      classNames: ['cats', 'dogs'],
      classCounts: [1, 2],
    })
    terminal.file('a.txt', 'The cat drinks milk. The dog eats meat.')
    expect(await terminal.json<DatasetSummary>('datasets', 'inspect', 'a.txt')).toMatchObject({ targetShape: [7] })
    binary(terminal, 'd.npz', fixture('types.npz'))
    expect(await terminal.lab('datasets', 'inspect', 'd.npz')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('d.npz: has the arrays float32, float64, ') as string,
    })
  })
})

describe('downloading data', () => {
  const content = Buffer.alloc(30_000, 7)

  /** Serves what is no MNIST, after a while; the one thing that can be asked of a machine without internet. */
  async function wrongMirror(first: number): Promise<string> {
    const server = createServer((_request, response) => {
      response.writeHead(200)
      response.write(content.subarray(0, first))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has no port')
    return `http://127.0.0.1:${address.port}/`
  }

  test('Ctrl-C keeps what has come, and says so', async () => {
    const { folder } = openTerminal()
    const mirror = await wrongMirror(20_000)
    const child = spawn(
      process.execPath,
      [join(root, 'src-main/cli/main.ts'), 'datasets', 'get', 'mnist', '--mirror', mirror],
      {
        cwd: folder,
        env: { ...process.env, BACKPROP_LAB_DATA: folder },
      },
    )
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const part = join(folder, 'mnist/train-images-idx3-ubyte.gz.part')
    await expect.poll(() => existsSync(part) && readFileSync(part).length, { timeout: 10_000 }).toBe(20_000)
    child.kill('SIGINT')
    const [code] = (await once(child, 'close')) as [number]
    expect([code, stderr]).toEqual([
      130,
      'train-images-idx3-ubyte.gz\nInterrupted. What has come is kept; the same command goes on from there.\n',
    ])
    expect(createHash('sha1').update(readFileSync(part)).digest()).toEqual(
      createHash('sha1').update(content.subarray(0, 20_000)).digest(),
    )
  })

  test('what cannot be downloaded is named, file by file, with the folder it belongs into', () => {
    const [first, ...rest] = byHand('mnist').split('\n')
    expect(first).toMatch(/put them into .*mnist:$/)
    expect(rest.slice(0, 4).map((line) => line.trim())).toEqual([
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte.gz',
    ])
  })

  test('a set or a mirror that is none is refused', async () => {
    const terminal = openTerminal()
    const unknown = await terminal.lab('datasets', 'get', 'cifar')
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('Allowed choices are mnist, fashion-mnist'),
    ])
    expect((await terminal.lab('datasets', 'get', 'mnist', '--mirror', 'ftp://x/')).code).toBe(2)
  })
})
