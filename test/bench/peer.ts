import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { PeerProgram } from './peer-programs.ts'

/** A program at work. */
export interface Peer extends Pick<PeerProgram, 'family' | 'name'> {
  readonly version: string
  /** File name of the linear algebra library it runs on, where it has one. */
  readonly blas: string | null
  /** Losses of the first batches of a case, which it trains; null where it computes another loss or cannot train it. */
  losses(index: number): Promise<readonly number[] | null>
  /** Samples per second of a case, trained for about a second; null where the peer cannot train it. */
  speed(index: number): Promise<number | null>
  end(): void
}

/** Would change what OpenBLAS takes the processor for. */
const overrides = ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE']

/**
 * Starts a program. It stays, with what it has allocated and optimised, until it is ended.
 *
 * @param folder of the cases
 * @throws Error, here and when it is asked, where the program is not there or fails; the message is its own
 */
export async function startPeer({ family, name, command, args, env }: PeerProgram, folder: string): Promise<Peer> {
  const environment = Object.entries(process.env).filter(([key]) => !overrides.includes(key))
  const child = spawn(command, args(folder), { env: { ...Object.fromEntries(environment), ...env } })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let lastWords = 'it ended without a word'
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (/error/i.test(line)) lastWords = line.trim()
  })
  child.on('error', ({ message }) => (lastWords = message))
  // A peer that has ended has no lines, which is noticed below; what was written to it is lost.
  child.stdin.on('error', () => undefined)

  async function nextAnswer(): Promise<unknown> {
    const { value, done } = await lines.next()
    if (!done) return JSON.parse(value)
    await ended
    throw new Error(lastWords)
  }

  const ended = new Promise((resolve) => child.on('close', resolve))
  const { version, blas } = (await nextAnswer()) as Pick<Peer, 'version' | 'blas'>

  function ask(question: string, index: number): Promise<unknown> {
    child.stdin.write(`${question} ${index}\n`)
    return nextAnswer()
  }

  return {
    family,
    name,
    version,
    blas,
    losses: (index) => ask('losses', index) as Promise<readonly number[] | null>,
    speed: (index) => ask('speed', index) as Promise<number | null>,
    end() {
      child.stdin.end()
    },
  }
}
