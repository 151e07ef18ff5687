import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { RunDetails } from '../../src-main/protocol.ts'
import { openStore } from '../../src-main/store/store.ts'
import { endless, experiment } from '../core/temporary-lab.ts'
import { openTerminal, xor, type Terminal, type TrainReport } from './terminal.ts'

describe('lab train', () => {
  test('trains a file and prints exactly one JSON document', async () => {
    const terminal = openTerminal()
    const { code, stdout } = await terminal.lab('train', terminal.file('xor.json', xor()), '--json')
    expect(code).toBe(0)
    const report = JSON.parse(stdout) as TrainReport
    expect(Object.keys(report)).toEqual([
      'runId',
      'status',
      'epochs',
      'steps',
      'seconds',
      'samplesPerSecond',
      'metrics',
      'weightsSha256',
    ])
    expect(report).toMatchObject({ status: 'completed', epochs: 200, steps: 200 })
    expect(report.metrics?.train).toMatchObject({ accuracy: 1 })
    expect(report.metrics?.validation).toBeNull()
    expect(report.weightsSha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('says the same to a person, in lines that can be read', async () => {
    const terminal = openTerminal()
    const { code, stdout } = await terminal.lab('train', terminal.file('xor.json', xor()))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Run +#1 \(r[0-9a-z]{8}\) xor$/m)
    expect(stdout).toMatch(/^Status +completed$/m)
    expect(stdout).toMatch(/^train +0\.00\d+ +100\.00 %$/m)
    expect(stdout).not.toContain('validation')
  })

  test('says on stderr what would spoil training on the data, to a person and not to a program', async () => {
    const terminal = openTerminal()
    const dataset = { name: 'inline', inputs: [[0], [1], [2], [3]], targets: [[2474], [9000], [17000], [31030]] }
    const file = terminal.file('prices.json', {
      ...xor({ name: 'prices' }),
      dataset,
      network: { layers: [{ type: 'dense', units: 1 }] },
      loss: 'mean_squared_error',
      optimizer: { type: 'sgd', learningRate: 0.01 },
      training: { epochs: 2 },
    })
    const { code, stderr } = await terminal.lab('train', file)
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /^Warning: 1 of 1 targets are far from 0 \(target 1: from 2474 to 31030\); measure them in larger/m,
    )
    expect((await terminal.lab('train', file, '--json')).stderr).not.toContain('Warning')
  })

  test('says on stderr what kept the network from learning, by which numbers, and what to try', async () => {
    const terminal = openTerminal()
    const dense = { type: 'dense', weightInit: { type: 'zeros' } }
    const layers = [{ ...dense, units: 4 }, { type: 'tanh' }, { ...dense, units: 1 }, { type: 'sigmoid' }]
    const file = terminal.file('zeros.json', { ...xor({ name: 'zeros' }), network: { layers } })
    const { code, stdout, stderr } = await terminal.lab('train', file, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).not.toHaveProperty('alarms')
    const alarm = /^Alarm symmetry, network\.layers\[0\], from step 1: Units move together$/m
    expect(stderr).toMatch(alarm)
    expect(stderr).toContain('(units with a twin 4; units of the layer 4; groups of twins 1)')
    expect(stderr).toMatch(/^ {2}Try: initialise the weights at random/m)

    expect((await terminal.lab('runs', 'show', '1')).stdout).toMatch(alarm)
    const { alarms } = await terminal.json<RunDetails>('runs', 'show', '1')
    expect(alarms[0]).toMatchObject({ kind: 'symmetry', layer: 0, step: 1, clearedAt: null })

    const healthy = await terminal.lab('train', terminal.file('xor.json', xor()))
    expect(healthy.stderr).not.toContain('Alarm')
  })

  test('two trainings of one file give the same weights, other epochs others', async () => {
    const terminal = openTerminal()
    const file = terminal.file('xor.json', xor())
    const first = await terminal.json<TrainReport>('train', file)
    const second = await terminal.json<TrainReport>('train', file, '--name', 'again')
    const longer = await terminal.json<TrainReport>('train', file, '--epochs', '201')
    expect(second.weightsSha256).toBe(first.weightsSha256)
    expect(longer).toMatchObject({ epochs: 201 })
    expect(longer.weightsSha256).not.toBe(first.weightsSha256)
    const { runs } = await terminal.json<{ runs: { name: string }[] }>('runs', 'list')
    expect(runs.map(({ name }) => name)).toEqual(['xor', 'again', 'xor'])
  })

  test('ends with 1 and the reason when the loss is lost', async () => {
    const terminal = openTerminal()
    const file = terminal.file('fast.json', {
      ...xor({ loss: 'half_squared_error', optimizer: { type: 'sgd', learningRate: 100 } }),
      network: { layers: [{ type: 'dense', units: 1 }] },
    })
    const { code, stdout, stderr } = await terminal.lab('train', file, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'diverged', metrics: null, weightsSha256: null })
    expect(stderr).toMatch(
      /^Run #1 diverged: the loss became (NaN|Infinity) in step \d+; try a smaller learning rate$/m,
    )
  })
})

describe('bad input', () => {
  async function refused(terminal: Terminal, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await terminal.lab(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).not.toMatch(/\n\s+at /)
    return stderr
  }

  test('ends with 2 and says file, JSON path, what is wrong and what would be right; nothing is stored', async () => {
    const terminal = openTerminal()
    const train = (content: unknown) => refused(terminal, 'train', terminal.file('bad.json', content))
    expect(await train(xor({ optimizer: { type: 'sgd', learningRate: 0.5, momentun: 0.9 } }))).toMatch(
      /^bad\.json: optimizer\.momentun: unknown key; .*momentum/,
    )
    expect(await train(xor({ network: { layers: [{ type: 'dense', units: -4 }] } }))).toMatch(
      /^bad\.json: network\.layers\[0\]\.units: is -4; must be at least 1$/m,
    )
    expect(await train(xor({ network: { layers: [{ type: 'dense', units: 3 }] } }))).toMatch(
      /^bad\.json: network\.layers\[0\]: the network puts out 3 and the targets have 1; /,
    )
    expect(await train('{"version": 1,')).toMatch(
      /^bad\.json: is not JSON: it ends too early, at line 1, column 15; correct it$/m,
    )
    expect(await train([])).toMatch(/^bad\.json: /)
    const data = { name: 'idx', images: 'images.gz', labels: 'labels.gz' }
    expect(await train(xor({ dataset: data }))).toContain(
      `bad.json: dataset.images: there is no file ${terminal.folder}`,
    )
    expect(await refused(terminal, 'train', 'nowhere.json')).toBe('nowhere.json: does not exist; correct its name\n')
    expect(await terminal.json('runs', 'list')).toEqual({ runs: [] })
  })

  test('ends with 2 where it is an option, a command or a run', async () => {
    const terminal = openTerminal()
    expect(await refused(terminal, 'train', 'a.json', '--epochs', 'many')).toContain('It must be a whole number.')
    expect(await refused(terminal, 'train')).toContain("missing required argument 'experiment'")
    expect(await refused(terminal, 'trian', 'a.json')).toContain('Did you mean train?')
    expect(await refused(terminal, 'runs', 'list', '--verbose')).toContain("unknown option '--verbose'")
    expect(await refused(terminal, 'resume', '#7')).toBe('There is no run #7.\n')
    expect(await refused(terminal, 'export', '1', '--format', 'exe')).toContain('Allowed choices are')
    expect(await refused(terminal, 'runs', 'list', '--db', '.')).toContain('cannot be opened; choose another file')
  })
})

describe('interrupting', () => {
  const signals = ['SIGINT', 'SIGTERM'] as const

  test.each(signals)(
    '%s saves a checkpoint, ends with 130 and says how to go on; resumed, nothing is lost',
    async (signal) => {
      const terminal = openTerminal()
      const file = terminal.file('spiral.json', experiment(4000))
      const child = terminal.begin('train', file, '--json')
      await untilStep(terminal, 1)
      child.kill(signal)
      const { code, stdout, stderr } = await child.outcome
      expect(code).toBe(130)
      const interrupted = JSON.parse(stdout) as TrainReport
      expect(interrupted).toMatchObject({ status: 'interrupted', metrics: null })
      expect(interrupted.epochs).toBeLessThan(4000)
      expect(stderr).toContain(`Go on with it: npm run -s lab -- resume ${interrupted.runId}`)

      const resumed = await terminal.json<TrainReport>('resume', interrupted.runId)
      expect(resumed).toMatchObject({ runId: interrupted.runId, status: 'completed', epochs: 4000 })
      expect(resumed.weightsSha256).toBe((await terminal.json<TrainReport>('train', file)).weightsSha256)
    },
  )

  test.runIf(process.platform === 'linux')('a second Ctrl-C does not wait for a process that hangs', async () => {
    const terminal = openTerminal()
    const child = terminal.begin('train', terminal.file('spiral.json', experiment(endless)))
    await untilStep(terminal, 1)
    const engine = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8'))
    process.kill(engine, 'SIGSTOP')
    child.kill('SIGINT')
    await once(child.stderr, 'data')
    // The first one once more, as npm passes it on: not yet the second.
    child.kill('SIGINT')
    await sleep(1200)
    expect(child.exitCode).toBeNull()
    const asked = performance.now()
    child.kill('SIGINT')
    expect((await once(child, 'exit'))[0]).toBe(130)
    expect(performance.now() - asked).toBeLessThan(2500)
    process.kill(engine, 'SIGKILL')
  })

  test('a lab that is killed is found interrupted and can be resumed by its number', async () => {
    const terminal = openTerminal()
    const child = terminal.begin('train', terminal.file('spiral.json', experiment(4000)))
    await untilStep(terminal, 1)
    child.kill('SIGKILL')
    await child.outcome
    const { runs } = await terminal.json<{ runs: { status: string }[] }>('runs', 'list')
    expect(runs).toMatchObject([{ status: 'interrupted' }])
    expect(await terminal.json('resume', '1', '--epochs', '3999')).toMatchObject({ status: 'completed', epochs: 3999 })
  })

  /** Until the first run has reached that step, as the database has it. */
  async function untilStep({ folder }: Terminal, step: number): Promise<void> {
    const file = join(folder, 'lab.sqlite')
    while (!existsSync(file)) await sleep(10)
    const store = openStore(file)
    while ((store.runs.find('1')?.step ?? 0) < step) await sleep(10)
    store.close()
  }
})

describe('lab resume', () => {
  test('says what to do where there is nothing to go on with, and trains on with more epochs', async () => {
    const terminal = openTerminal()
    const { runId } = await terminal.json<TrainReport>('train', terminal.file('xor.json', xor()))
    const { code, stderr } = await terminal.lab('resume', runId)
    expect(code).toBe(2)
    expect(stderr).toContain('is complete; resume it with more than 200 epochs')
    const longer = await terminal.json<TrainReport>('resume', '#1', '--epochs', '300')
    expect(longer).toMatchObject({ runId, status: 'completed', epochs: 300, steps: 300 })
    const straight = await terminal.json<TrainReport>('train', 'xor.json', '--epochs', '300')
    expect(longer.weightsSha256).toBe(straight.weightsSha256)
  })
})
