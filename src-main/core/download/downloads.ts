import { storedSets, type StoredSet } from '../../../src-engine/datasets/stored.ts'
import { verbatim } from '../../../src-engine/sentence.ts'
import type { DownloadFailure, StoredSetState } from '../../protocol.ts'
import { DownloadError } from './download-file.ts'
import { bytesHere, getSet, type GetProgress } from './get-set.ts'
import type { KnownSet } from './known-sets.ts'

/** Downloads of known sets, which go on whoever looks at them. */
export interface Downloads {
  list(): Promise<StoredSetState[]>
  /** Goes on where the last try ended; a download that runs already just runs on. */
  start(set: StoredSet): Promise<StoredSetState>
  /** What has come is kept. */
  cancel(set: StoredSet): Promise<StoredSetState>
  close(): void
}

export interface DownloadsOptions {
  readonly sets: Readonly<Record<StoredSet, KnownSet>>
  readonly onState: (state: StoredSetState) => void
  readonly now: () => number
}

interface Running {
  readonly stop: AbortController
  readonly startedAt: number
  readonly ended: Promise<void>
  /** Of the first byte that was told of: what was here before took no time. */
  first: number | null
  latest: GetProgress | null
}

/** Milliseconds between two words on how far it is; and after which an estimate is more than a guess. */
const tellEvery = 100
const estimateAfter = 1500

export function createDownloads({ sets, onState, now }: DownloadsOptions): Downloads {
  const running = new Map<StoredSet, Running>()
  const failures = new Map<StoredSet, DownloadFailure>()

  async function stateOf(set: StoredSet): Promise<StoredSetState> {
    const known = sets[set]
    const totalBytes = known.files.reduce((sum, { bytes }) => sum + bytes, 0)
    const job = running.get(set)
    const bytes = job?.latest?.bytes ?? (await bytesHere(set, known))
    return {
      set,
      totalBytes,
      bytes,
      status: job ? 'running' : bytes === totalBytes ? 'present' : 'idle',
      file: job?.latest?.file ?? null,
      mirror: job?.latest?.mirror ?? null,
      secondsLeft: job ? secondsLeft(job) : null,
      failure: job ? null : (failures.get(set) ?? null),
    }
  }

  function secondsLeft({ startedAt, first, latest }: Running): number | null {
    const spent = now() - startedAt
    if (!latest || first === null || spent < estimateAfter || latest.bytes <= first) return null
    return ((latest.totalBytes - latest.bytes) / (latest.bytes - first)) * (spent / 1000)
  }

  async function tell(set: StoredSet): Promise<void> {
    onState(await stateOf(set))
  }

  function begin(set: StoredSet): void {
    failures.delete(set)
    const stop = new AbortController()
    let telling: ReturnType<typeof setTimeout> | null = null
    const onProgress = (latest: GetProgress): void => {
      const job = running.get(set)
      if (job?.stop !== stop) return
      job.latest = latest
      // Files that are whole already come at once.
      if (latest.mirror !== null) job.first ??= latest.bytes
      telling ??= setTimeout(() => {
        telling = null
        if (running.get(set) === job) void tell(set)
      }, tellEvery)
    }
    const ended = getSet(set, { known: sets[set], signal: stop.signal, onProgress }).then(
      () => end(set, null),
      (error: unknown) => end(set, stop.signal.aborted ? null : failureOf(error)),
    )
    running.set(set, { stop, startedAt: now(), ended, first: null, latest: null })
  }

  async function end(set: StoredSet, failure: DownloadFailure | null): Promise<void> {
    running.delete(set)
    if (failure) failures.set(set, failure)
    await tell(set)
  }

  return {
    list: () => Promise.all(storedSets.map(stateOf)),
    start(set) {
      if (!running.has(set)) begin(set)
      return stateOf(set)
    },
    async cancel(set) {
      const job = running.get(set)
      job?.stop.abort()
      await job?.ended
      return stateOf(set)
    },
    close() {
      for (const { stop } of running.values()) stop.abort()
    },
  }
}

function failureOf(error: unknown): DownloadFailure {
  if (error instanceof DownloadError) return { file: error.file, mirrors: error.mirrors, message: null }
  return { file: null, mirrors: [], message: verbatim(error instanceof Error ? error.message : String(error)) }
}
