import { availableParallelism } from 'node:os'
import type { Settings } from '../protocol.ts'
import type { Store } from '../store/store.ts'

/** One core stays free for the window and the store. */
export function defaultConcurrency(): number {
  return Math.max(1, availableParallelism() - 1)
}

/** What the store holds, and the defaults of what it does not. */
export function readSettings(store: Store): Settings {
  return {
    concurrency: store.settings.read('concurrency') ?? defaultConcurrency(),
    threads: store.settings.read('threads'),
  }
}
