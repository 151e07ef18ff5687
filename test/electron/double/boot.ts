import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import { createBirpc } from 'birpc'
import type { Bridge } from '../../../src-main/electron/bridge.ts'
import type { LabFunctions, NumberedEvent, ViewFunctions } from '../../../src-main/protocol.ts'
import type { DoubleFunctions, TestFunctions } from './control.ts'

const out = join(import.meta.dirname, '../../../out')

export interface BootOptions {
  /** The folder for the database and Electron's own files. */
  readonly folder: string
  readonly environment?: Record<string, string>
}

/** Starts the built main bundle around the double of Electron. */
export function boot({ folder, environment = {} }: BootOptions) {
  const child = fork(join(out, 'main/index.js'), {
    serialization: 'advanced',
    execArgv: ['--import', new URL('./hooks.mjs', import.meta.url).href],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: {
      ...process.env,
      DOUBLE_USER_DATA: folder,
      BACKPROP_LAB_DB: join(folder, 'lab.sqlite'),
      ...environment,
    },
  })
  let complaints = ''
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()))

  const listeners: ((channel: string, data: unknown) => void)[] = []
  const electron = createBirpc<DoubleFunctions, TestFunctions>(
    { sent: (channel, data) => listeners.forEach((listener) => listener(channel, data)) },
    {
      post: (data: object) => void child.send(data),
      on: (listener) => void child.on('message', listener),
      timeout: 30_000,
    },
  )
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return {
    electron,
    /** Resolves with the exit code. */
    exited,
    /** What it has written on stderr so far. */
    complaints: () => complaints,
    hear: (listener: (channel: string, data: unknown) => void) => void listeners.push(listener),
    kill: () => void child.kill('SIGKILL'),
  }
}

export type Booted = ReturnType<typeof boot>

/** Runs the built preload script as a sandboxed page does: all it can `require` is this much of Electron. */
export function loadPreload({ electron, hear }: Booted): { bridge: Bridge; location: { hash: string } } {
  const exposed: Record<string, unknown> = {}
  const location = { hash: '' }
  const ipcRenderer = {
    send: (channel: string, data: unknown) => void electron.send(channel, data),
    invoke: (channel: string, ...argument: unknown[]) => electron.invoke(channel, argument),
    on: (channel: string, listener: (event: unknown, data: unknown) => void) =>
      hear((heard, data) => {
        if (heard === channel) listener({}, data)
      }),
  }
  const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => (exposed[name] = api) }
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}`)
    return { contextBridge, ipcRenderer }
  }
  // The bundle is CommonJS; its free variables are the parameters.
  const script = compileFunction(readFileSync(join(out, 'preload/preload.cjs'), 'utf8'), ['require', 'location'])
  Reflect.apply(script, null, [require, location])
  return { bridge: exposed['backpropLab'] as Bridge, location }
}

/** The page's own use of the bridge. */
export function openView(bridge: Bridge, onEvent: (event: NumberedEvent) => void = () => undefined) {
  return createBirpc<LabFunctions, ViewFunctions>(
    { event: onEvent },
    { post: (data) => bridge.post(data), on: (listener) => bridge.onMessage(listener) },
  )
}

/** Whether a process runs: not if it has ended and only waits for its parent to take note (state Z). */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
  return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}
