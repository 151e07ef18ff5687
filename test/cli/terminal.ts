import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../store/temporary-store.ts'

const main = join(import.meta.dirname, '../../src-main/cli/main.ts')

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A terminal in a folder of its own, with a database of its own. */
export interface Terminal {
  readonly folder: string
  /** Writes a file into the folder and returns its name. */
  file(name: string, content: unknown): string
  /** Runs `lab` with these arguments and the terminal's database. */
  lab(...args: string[]): Promise<Outcome>
  /** The one JSON document of a command that must succeed. */
  json<T>(...args: string[]): Promise<T>
  /** The same, still running. */
  begin(...args: string[]): ChildProcessWithoutNullStreams & { readonly outcome: Promise<Outcome> }
}

export function openTerminal(nodeOptions: readonly string[] = []): Terminal {
  const folder = temporaryFolder()

  function begin(...args: string[]) {
    const child = spawn(process.execPath, [...nodeOptions, main, '--db', 'lab.sqlite', ...args], { cwd: folder })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    return Object.assign(child, { outcome: outcomeOf(child) })
  }

  async function lab(...args: string[]): Promise<Outcome> {
    return begin(...args).outcome
  }

  return {
    folder,
    begin,
    lab,
    file(name, content) {
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
      return name
    },
    async json<T>(...args: string[]): Promise<T> {
      const { code, stdout, stderr } = await lab(...args, '--json')
      if (code !== 0) throw new Error(`lab ${args.join(' ')} ended with ${code}: ${stderr}`)
      return JSON.parse(stdout) as T
    },
  }
}

async function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

/** The XOR experiment, with `changes` at its top level. */
export function xor(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    version: 1,
    name: 'xor',
    seed: 3,
    dataset: {
      name: 'inline',
      inputs: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      targets: [[0], [1], [1], [0]],
    },
    network: {
      layers: [{ type: 'dense', units: 4 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
    },
    loss: 'binary_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.5, momentum: 0.9 },
    training: { epochs: 200, batchSize: 4, shuffle: false, precision: 'float64' },
    ...changes,
  }
}

/** The document of `train` and `resume`. */
export interface TrainReport {
  readonly runId: string
  readonly status: string
  readonly epochs: number
  readonly steps: number
  readonly seconds: number
  readonly samplesPerSecond: number
  readonly metrics: Readonly<
    Record<'train' | 'validation' | 'test', { loss: number; accuracy: number | null } | null>
  > | null
  readonly weightsSha256: string | null
}
