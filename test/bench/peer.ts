import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { casesFile } from './cases.ts'

/** A program that trains the cases: the index of one in, `{"samplesPerSecond": …}` or `null` out, a line each. */
export interface PeerProgram {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Peer {
  readonly name: string
  /** Samples per second of a case, trained for about a second; null where the peer cannot train it. */
  measure(index: number): Promise<number | null>
  end(): void
}

const { execPath, env: environment } = process
/** Debian's, whose NumPy and PyTorch are meant, unless told otherwise. */
const python = environment['PYTHON'] ?? '/usr/bin/python3'
const inFolder = (file: string) => new URL(file, import.meta.url).pathname

/** The lab, and NumPy and PyTorch with one thread and with two. */
export const peerPrograms: readonly PeerProgram[] = [
  { name: 'lab', command: execPath, args: [inFolder('engine.ts')] },
  ...['1', '2'].flatMap((threads): PeerProgram[] => {
    const env = { OPENBLAS_NUM_THREADS: threads, OMP_NUM_THREADS: threads }
    return [
      {
        name: `NumPy, ${threads} threads`,
        command: python,
        args: [inFolder('peers/numpy_bench.py'), casesFile],
        env,
      },
      {
        name: `PyTorch, ${threads} threads`,
        command: python,
        args: [inFolder('peers/torch_bench.py'), casesFile],
        env,
      },
    ]
  }),
]

/** Starts a program. It stays, with what it has allocated and optimised, until it is ended. */
export function startPeer({ name, command, args, env }: PeerProgram): Peer {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env: { ...environment, ...env } })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // A peer that is not installed has no lines; what was written to it is lost.
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  return {
    name,
    async measure(index) {
      child.stdin.write(`${index}\n`)
      const { value, done } = await lines.next()
      if (done) return null
      const answer = JSON.parse(value) as { readonly samplesPerSecond: number } | null
      return answer && answer.samplesPerSecond
    },
    end() {
      child.stdin.end()
    },
  }
}
