import type { BenchCase } from './cases.ts'

/** How a peer did in one case. */
export interface PeerResult {
  readonly family: string
  readonly name: string
  /**
   * Largest relative distance of its first losses from the lab's. Null where it has none to compare: it computes
   * another loss, or cannot train the case.
   */
  readonly difference: number | null
  /** Samples per second, round by round; none where it cannot train the case or is not doing the same work. */
  readonly rounds: readonly number[]
  readonly median: number | null
}

export interface CaseResult {
  readonly bench: BenchCase
  readonly peers: readonly PeerResult[]
}

/** Losses that differ by more than rounding in float32 explains come from other work. */
export const tolerance = 1e-3

/** Whether its first losses show that it trains something else. */
export function doesOtherWork({ difference }: Pick<PeerResult, 'difference'>): boolean {
  return difference !== null && !(difference <= tolerance)
}

/** Samples per second of a family's fastest member; null where none was measured. */
export function bestOf({ peers }: CaseResult, family: string): number | null {
  const medians = peers.filter((peer) => peer.family === family).map((peer) => peer.median ?? 0)
  return Math.max(0, ...medians) || null
}

/** How many times faster the lab's best is than a family's; null where one of them was not measured. */
export function ratioTo(result: CaseResult, lab: string, family: string): number | null {
  const [ours, theirs] = [bestOf(result, lab), bestOf(result, family)]
  return ours === null || theirs === null ? null : ours / theirs
}
