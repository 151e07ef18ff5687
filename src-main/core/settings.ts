import { availableParallelism } from 'node:os'
import type { Settings } from '../protocol.ts'
import type { Store } from '../store/store.ts'

/** One run for each core: window and store need so little that a core kept free for them would mostly do nothing. */
export function defaultConcurrency(): number {
  return availableParallelism()
}

/** What the store holds, and the defaults of what it does not. */
export function readSettings(store: Store): Settings {
  return {
    concurrency: store.settings.read('concurrency') ?? defaultConcurrency(),
    threads: store.settings.read('threads'),
  }
}
