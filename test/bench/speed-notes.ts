import { comparedBatches } from './case-files.ts'
import { doesOtherWork, type CaseResult } from './case-result.ts'
import type { Peer } from './peer.ts'
import { formatFigure } from './verdict.ts'

/** Debian's reference BLAS, many times slower than OpenBLAS, lies in a file of this name. */
export const isReferenceBlas = ({ blas }: Pick<Peer, 'blas'>): boolean => blas?.startsWith('libblas') ?? false

/**
 * What has to be known to read the table of speeds.
 *
 * @param peers that were started
 * @param absent why others took no part, by name
 */
export function speedNotes(
  rounds: number,
  peers: readonly Peer[],
  absent: ReadonlyMap<string, string>,
  results: readonly CaseResult[],
): string[] {
  return [
    `Samples per second: the median of all rounds (${rounds}), in which everybody takes turns; float32, SGD with ` +
      "momentum, shuffled batches of random data. After the dot: how many times faster the lab's best is, and what it " +
      'is to be. Where a library can use more threads, its best number of them counts.',
    `Everybody begins with the same weights and trains the same ${comparedBatches} batches first; the losses differ ` +
      `from the lab's by ${Number(worstDifference(results).toPrecision(1))} at most, relatively.`,
    ...(peers.some(({ family }) => family === 'brain.js')
      ? ['brain.js corrects the weights after every sample, by squared errors of ReLU outputs: it has nothing nearer.']
      : []),
    `Versions: ${versionsOf(peers).join('; ')}.`,
    ...new Set(peers.filter(isReferenceBlas).map(warning)),
    ...[...absent].map(([name, reason]) => `${name} took no part: ${reason}`),
    ...otherWork(results),
  ]
}

/** Among those who do the same work. */
function worstDifference(results: readonly CaseResult[]): number {
  const same = results.flatMap(({ peers }) => peers).filter((peer) => !doesOtherWork(peer))
  return Math.max(0, ...same.map(({ difference }) => difference ?? 0))
}

function versionsOf(peers: readonly Peer[]): string[] {
  return [
    ...new Set(peers.map(({ family, version, blas }) => `${family} ${version}${blas === null ? '' : `, ${blas}`}`)),
  ]
}

function warning({ family, blas }: Peer): string {
  return (
    `WARNING: ${family} runs on the slow reference BLAS (${blas}), so comparing with it means nothing; ` +
    'on Debian, install libopenblas0-pthread.'
  )
}

/** Everybody who trained something else. */
function otherWork(results: readonly CaseResult[]): string[] {
  return results.flatMap(({ bench, peers }) =>
    peers.filter(doesOtherWork).map(({ name, difference }) => {
      const percent = formatFigure(100 * (difference ?? NaN))
      return `${name} is not doing the same work in ${bench.name}: its first losses are off by up to ${percent} %.`
    }),
  )
}
