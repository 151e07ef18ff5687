import { createInterface } from 'node:readline'

/** A network that a peer trains. */
export interface PeerNetwork {
  /** Trains the first batches in their given order; their losses, or null where the peer computes another loss. */
  losses(): readonly number[] | null
  /** Trains the next batch, shuffled; the number of its samples. */
  step(): number
}

const milliseconds = 1000
/** Of a slow peer. */
const fewestSteps = 3

/**
 * What a peer of the bench says on its standard output, a line of JSON each: first what it is, then an answer to every
 * line on its standard input: `losses 0` of case 0, or `speed 0`, samples per second after a warm-up.
 *
 * @param open makes the network of a case; null where the peer cannot train it
 */
export async function answer(
  version: string,
  open: (index: number) => PeerNetwork | null | Promise<PeerNetwork | null>,
): Promise<void> {
  const networks = new Map<number, PeerNetwork | null>()
  say({ version, blas: null })
  for await (const line of createInterface({ input: process.stdin })) {
    const [question, number] = line.split(' ')
    const index = Number(number)
    if (!networks.has(index)) networks.set(index, await open(index))
    const network = networks.get(index)
    if (!network) say(null)
    else say(question === 'losses' ? network.losses() : speedOf(network))
  }
}

function speedOf(network: PeerNetwork): number {
  train(network, milliseconds / 5, 1)
  return train(network, milliseconds, fewestSteps)
}

/** Samples per second. */
export function train({ step }: Pick<PeerNetwork, 'step'>, time: number, fewest: number): number {
  const began = performance.now()
  let samples = 0
  for (let steps = 1; ; steps++) {
    samples += step()
    const elapsed = performance.now() - began
    if (elapsed >= time && steps >= fewest) return (samples / elapsed) * 1000
  }
}

function say(what: unknown): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}
