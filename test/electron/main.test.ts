import { createHash } from 'node:crypto'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { ensureBuilt } from '../../scripts/ensure-built.mjs'
import type { NumberedEvent, RequestArguments, RequestName, Responses } from '../../src-main/protocol.ts'
import { xorExperiment } from '../support/xor-experiment.ts'
import { boot, type Booted, type BootOptions, isRunning, loadPreload, openView } from './double/boot.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

/*
 * The built main bundle, preload and engine, as they are shipped, around a double of Electron: training happens in a
 * real process of its own, into a real database. What only Electron itself can show is left to the end-to-end tests.
 */

beforeAll(async () => {
  expect(await ensureBuilt()).toBe(true)
}, 180_000)

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backprop-lab-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function start(options: Partial<BootOptions> = {}): Booted {
  const booted = boot({ folder, ...options })
  onTestFinished(async () => {
    booted.kill()
    await booted.exited
  })
  return booted
}

/** Started, and its window opened. */
async function startWithWindow(options: Partial<BootOptions> = {}) {
  const booted = start(options)
  await vi.waitFor(async () => expect((await booted.electron.inspect()).windows[0]?.visible).toBe(true), 15_000)
  const { bridge, location } = loadPreload(booted)
  const events: NumberedEvent[] = []
  const view = openView(bridge, (event) => events.push(event))
  async function ask<K extends RequestName>(name: K, argument: RequestArguments<K>): Promise<Responses[K]> {
    const envelope = await view.request(name, argument)
    if (!envelope.ok) throw new Error(inEnglish(envelope.error.message))
    // The protocol's table of responses is the contract.
    return envelope.value as Responses[K]
  }
  return { ...booted, bridge, location, events, ask }
}

const startRun = (epochs: number) => ({ experiment: xorExperiment(epochs), directory: null, paused: false })

describe('the window', () => {
  test('shows the lab’s own page, and its page gets no Node', async () => {
    const { electron } = await startWithWindow()
    const { windows, sandboxEnabled, schemes } = await electron.inspect()
    expect(windows).toHaveLength(1)
    expect(windows[0]?.url).toBe('app://lab/')
    expect(windows[0]?.options.webPreferences).toEqual({
      preload: expect.stringMatching(/out[\\/]preload[\\/]preload\.cjs$/) as string,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    })
    await access(String(windows[0]?.options.webPreferences['preload']))
    expect(sandboxEnabled).toBe(true)
    expect(schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ])
  })

  test('gives the page through its scheme, and nothing beside it', async () => {
    const { electron } = await startWithWindow()
    const page = await electron.load('app://lab/')
    expect(page.status).toBe(200)
    expect(page.body).toContain('<title>Backprop Lab</title>')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    // The content security policy forbids scripts inside the page; the build must not make any.
    expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)/)
    const [, asset] = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.body) ?? []
    expect((await electron.load(`app://lab${asset}`)).headers['content-type']).toContain('text/javascript')

    for (const url of [
      'app://lab/../main/index.js',
      'app://lab/..%2fmain/index.js',
      'app://lab/%2e%2e%2fmain%2findex.js',
      'app://lab/..%5cmain%5cindex.js',
      'app://lab/assets',
      'app://elsewhere/index.html',
    ]) {
      expect((await electron.load(url)).status, url).toBe(404)
    }
    expect((await electron.load('app://lab/', 'POST')).status).toBe(405)
  })

  test('permits nothing but copying', async () => {
    const { electron } = await startWithWindow()
    for (const permission of ['media', 'notifications', 'geolocation', 'clipboard-read', 'openExternal', 'usb']) {
      expect(await electron.mayUse(permission), permission).toEqual({ asked: false, checked: false, device: false })
    }
    const copying = await electron.mayUse('clipboard-sanitized-write')
    expect(copying).toEqual({ asked: true, checked: true, device: false })
  })

  test('stays with its page; known links open outside', async () => {
    const { electron } = await startWithWindow()
    expect(await electron.mayNavigate('https://evil.example/')).toBe(false)
    expect(await electron.mayNavigate('file:///etc/passwd')).toBe(false)
    expect(await electron.mayNavigate('app://lab/index.html')).toBe(true)
    expect(await electron.mayEmbed()).toBe(false)
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'https://arxiv.org/abs/1301.3781',
      'app://lab/',
    ]) {
      expect(await electron.openWindow(url), url).toEqual({ action: 'deny' })
    }
    expect((await electron.inspect()).openedOutside).toEqual(['https://arxiv.org/abs/1301.3781'])
  })

  test('is shown again by a second start, which opens none of its own', async () => {
    const { electron } = await startWithWindow()
    await electron.startAgain()
    expect((await electron.inspect()).windows.map(({ visible }) => visible)).toEqual([true])

    const second = start({ environment: { DOUBLE_IS_SECOND: 'yes' } })
    expect(await second.exited).toBe(0)
  })

  test('goes where the menu says', async () => {
    const { electron, location } = await startWithWindow()
    expect((await electron.inspect()).menu).toEqual(expect.arrayContaining(['Design', 'Train', 'Compare', 'Runs']))
    await electron.chooseMenu('Compare')
    await vi.waitFor(() => expect(location.hash).toBe('#/compare'))
  })

  test('imports a file where the menu says so', async () => {
    const { electron, bridge } = await startWithWindow()
    const asked: string[] = []
    bridge.onMenu((action) => asked.push(action))
    await electron.chooseMenu('Import…')
    await vi.waitFor(() => expect(asked).toEqual(['importFile']))
  })

  test('opens where it was closed', async () => {
    const first = await startWithWindow()
    await writeFile(
      join(folder, 'window.json'),
      JSON.stringify({ x: 40, y: 50, width: 1000, height: 700, maximized: false }),
    )
    first.kill()
    const second = await startWithWindow()
    expect((await second.electron.inspect()).windows[0]?.options).toMatchObject({ width: 1000, height: 700 })
    await second.electron.closeWindow().catch(() => undefined)
    await second.exited
    expect(JSON.parse(await readFile(join(folder, 'window.json'), 'utf8'))).toMatchObject({ width: 1000, height: 700 })
  })
})

describe('through the bridge', () => {
  test('a network trains to the end in a process of its own, watched live, and answers', async () => {
    const { ask, electron, events } = await startWithWindow({ environment: { SECRET_OF_THE_HOST: 'x' } })
    const connection = await ask('connect', { after: null })
    expect(connection).toMatchObject({ kind: 'snapshot', snapshot: { info: { electron: '45.4.1' }, runs: [] } })

    const { id } = await ask('startRun', startRun(500))
    await vi.waitFor(async () => expect(await ask('getRun', { runId: id })).toMatchObject({ status: 'completed' }), {
      timeout: 15_000,
      interval: 50,
    })
    const run = await ask('getRun', { runId: id })
    expect(run.step).toBe(500)
    expect(run.metrics?.train?.accuracy).toBe(1)
    expect(run.metrics?.train?.loss).toBeLessThan(0.05)
    expect(run.weightsSha256).toMatch(/^[0-9a-f]{64}$/)

    const { outputs } = await ask('predict', {
      runId: id,
      inputs: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
    })
    expect(outputs.map(([output]) => Math.round(output ?? NaN))).toEqual([0, 1, 1, 0])

    await vi.waitFor(() =>
      expect(events.map(({ event }) => (event.type === 'run' ? event.run.status : event.type))).toContain('completed'),
    )
    const sequences = events.map(({ sequence }) => sequence)
    expect(sequences).toEqual(sequences.map((_, i) => (sequences[0] ?? NaN) + i))

    const { engines } = await electron.inspect()
    expect(engines).toHaveLength(1)
    expect(engines[0]?.entry).toMatch(/out[\\/]main[\\/]engine\.js$/)
    expect(engines[0]?.environment).toContain('PATH')
    expect(engines[0]?.environment).not.toContain('SECRET_OF_THE_HOST')
    expect(engines[0]?.environment).not.toContain('BACKPROP_LAB_DB')
  })

  test('files are chosen and saved by the system’s dialogs', async () => {
    const { bridge, electron } = await startWithWindow()
    const question = { title: 'Open an experiment', extensions: ['json'] }
    expect(await bridge.chooseFile(question)).toBeNull()
    await electron.answerDialogs({ open: '/data/xor.json', save: join(folder, 'weights.npz') })
    expect(await bridge.chooseFile(question)).toBe('/data/xor.json')
    expect(await bridge.saveFile('weights.npz', new Uint8Array([1, 2, 255]))).toBe(join(folder, 'weights.npz'))
    expect([...(await readFile(join(folder, 'weights.npz')))]).toEqual([1, 2, 255])
    await expect(electron.invoke('lab:save-file', ['weights.npz', 'no bytes'])).rejects.toThrow()
    await expect(electron.invoke('lab:choose-file', [{ title: 1 }])).rejects.toThrow()
  })

  test('an archive the lab has written is saved by the system’s dialog, past the page', async () => {
    const { bridge, electron, ask } = await startWithWindow()
    const { id: runId } = await ask('startRun', startRun(1))
    await vi.waitFor(async () => expect((await ask('getRun', { runId })).status).toBe('completed'), 15_000)
    const { id, sha256 } = await ask('archiveRuns', { runIds: [runId] })
    expect(await bridge.saveWritten('lab.zip', id)).toBeNull()
    const file = join(folder, 'lab.zip')
    await electron.answerDialogs({ save: file })
    expect(await bridge.saveWritten('lab.zip', id)).toBe(file)
    expect(
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ).toBe(sha256)
    await expect(bridge.saveWritten('lab.zip', 'another')).rejects.toThrow('no longer at hand')
  })

  test('only the lab’s own page is heard', async () => {
    const { electron, hear, ask } = await startWithWindow()
    const answers: unknown[] = []
    hear((channel, data) => answers.push([channel, data]))
    const call = { t: 'q', i: 'foreign', m: 'request', a: ['startRun', startRun(1)] }
    for (const sender of [{ url: 'https://evil.example/' }, { embedded: true }, { otherWindow: true }]) {
      await electron.send('lab:message', call, sender)
      await expect(electron.invoke('lab:save-file', ['a', new Uint8Array()], sender)).rejects.toThrow('Not the page')
      await expect(electron.invoke('lab:choose-file', [], sender)).rejects.toThrow('Not the page')
    }
    // Nothing of what was sent before this answer was heard.
    const connection = await ask('connect', { after: null })
    expect(connection).toMatchObject({ snapshot: { runs: [] } })
    expect(JSON.stringify(answers)).not.toContain('foreign')
  })

  test('a page that talks nonsense ends neither the lab nor its own connection', async () => {
    const { bridge, ask, complaints } = await startWithWindow()
    for (const nonsense of [null, 7, { t: 'q' }, { t: 's', i: 'x' }, { t: 'q', i: '1', m: 'request', a: 7 }]) {
      bridge.post(nonsense)
    }
    expect(await ask('listExperiments', {})).toEqual([])
    expect(complaints()).toContain('ZodError')
  })
})

describe('closing the window', () => {
  test('interrupts what trains, with a checkpoint, and the next start resumes it', async () => {
    const first = await startWithWindow()
    const { id } = await first.ask('startRun', startRun(10_000_000))
    await vi.waitFor(async () => expect((await first.ask('getRun', { runId: id })).step).toBeGreaterThan(0), 10_000)
    const [engine] = (await first.electron.inspect()).engines
    // The answer to this call may come too late for the process that gives it.
    void first.electron.closeWindow().catch(() => undefined)
    expect(await first.exited).toBe(0)
    // It is gone with the host.
    await vi.waitFor(() => expect(isRunning(engine?.pid ?? process.pid)).toBe(false))

    const second = await startWithWindow()
    const run = await second.ask('getRun', { runId: id })
    expect(run.status).toBe('interrupted')
    expect(run.step).toBeGreaterThan(0)
    expect(run.checkpoints.find(({ name }) => name === 'last')?.step).toBe(run.step)
    await second.ask('resumeRun', { runId: id })
    await vi.waitFor(
      async () => expect((await second.ask('getRun', { runId: id })).step).toBeGreaterThan(run.step),
      10_000,
    )
  })
})

test('a database that cannot be opened is explained, and no window opens', async () => {
  await writeFile(join(folder, 'lab.sqlite'), 'this is no database, and was never one')
  const { exited, complaints } = start()
  expect(await exited).toBe(1)
  expect(complaints()).toMatch(/^Backprop Lab: .*lab\.sqlite/m)
})
