import type { StoredSet } from '../../src-engine/datasets/stored.ts'
import type { Sentence } from '../../src-engine/sentence.ts'

/** A set that the lab can download, and how much of it is here. */
export interface StoredSetState {
  readonly set: StoredSet
  /** Of all its files together. */
  readonly totalBytes: number
  /** Of those, here. */
  readonly bytes: number
  /** `present`: whole; `idle`: not, and nothing is being done about it. */
  readonly status: 'idle' | 'running' | 'present'
  /** While it runs: the file that comes now, the address it comes from, and the seconds left as far as can be told. */
  readonly file: string | null
  readonly mirror: string | null
  readonly secondsLeft: number | null
  /** Why the last try ended; null where it did not fail. */
  readonly failure: DownloadFailure | null
}

export interface DownloadFailure {
  /** What could not be had; null where this machine could not keep it. */
  readonly file: string | null
  /** Every address that was tried, and why it gave nothing. */
  readonly mirrors: readonly { readonly url: string; readonly reason: Sentence }[]
  /** What this machine said. */
  readonly message: Sentence | null
}
