import { InputError } from '../../src-engine/problem.ts'
import type { StoredSet } from '../../src-engine/datasets/stored.ts'
import { problemsOf } from '../../src-engine/schema-problems.ts'
import {
  requestSchemas,
  type Envelope,
  type NumberedEvent,
  type RequestArguments,
  type RequestName,
  type Responses,
} from '../protocol.ts'
import { StoreError } from '../store/database.ts'
import { openStore, type Store } from '../store/store.ts'
import type { ArchiveReport } from './archive/write-archive.ts'
import { createCarrier } from './carrying/carrier.ts'
import { createShelf } from './carrying/shelf.ts'
import { createDownloads } from './download/downloads.ts'
import { knownSets, type KnownSet } from './download/known-sets.ts'
import type { SpawnEngine } from './engine-port.ts'
import { createEventLog } from './event-log.ts'
import { createExplainer } from './explainer.ts'
import { createLiveRuns } from './live-runs.ts'
import { createInspector } from './inspector.ts'
import { describeMachine } from './machine.ts'
import { takeOwnership } from './ownership.ts'
import { conflict, failureEnvelope, notFound } from './refusal.ts'
import { createHandlers } from './requests.ts'
import { createRunControl } from './run-control.ts'
import { createRunForks } from './run-forks.ts'
import { createRunRecorder } from './run-recorder.ts'
import { readSettings } from './settings.ts'
import { say } from '../../src-engine/sentence.ts'

export interface LabOptions {
  /** The database file; its folder is made if there is none. */
  readonly database: string
  /** The folder that holds `experiments/*.json`, the examples. */
  readonly resources: string
  readonly spawnEngine: SpawnEngine
  readonly electronVersion: string | null
  /** How many runs train at once; without it the stored setting, or else as many as there are cores. */
  readonly concurrency?: number
  /** How many threads each run uses, null for as many as turn out fastest; without it the stored setting. */
  readonly threads?: number | null
  /** What can be downloaded, and from where; without it the sets everybody knows. */
  readonly sets?: Readonly<Record<StoredSet, KnownSet>>
}

/** The whole lab behind one door, the same for every host. */
export interface Lab {
  /** One request, checked against its schema; errors come as envelopes, never thrown. */
  request<K extends RequestName>(name: K, argument: RequestArguments<K>): Promise<Envelope<Responses[K]>>
  /** The same for transports, which cannot know types: unknown names and bad arguments become error envelopes. */
  handle(name: string, argument: unknown): Promise<Envelope<unknown>>
  /**
   * Writes runs to a file of this machine, for hosts alone: no view can have files written.
   *
   * @param references null for everything that is not training
   */
  archive(references: readonly string[] | null, file: string): Promise<Envelope<ArchiveReport>>
  /** Where a file lies that was written for a view, for hosts that save files by themselves. */
  written(id: string): Envelope<string>
  /** Numbered events from now on; returns the function that ends it. */
  subscribe(listener: (event: NumberedEvent) => void): () => void
  /** Interrupts what is training (with a checkpoint, to be resumed), waits a few seconds at most, closes the store. */
  close(): Promise<void>
}

/**
 * Puts the lab together and opens it.
 *
 * @throws Refusal where the database cannot be used
 */
export function openLab(options: LabOptions): Lab {
  const now = Date.now
  const store = openStoreOrRefuse(options.database)
  const events = createEventLog()
  const ownership = takeOwnership(store, events, now)
  const recorder = createRunRecorder(store, events, ownership.owner.id, now)
  const settings = readSettings(store)
  const machine = describeMachine()
  const live = createLiveRuns({
    store,
    recorder,
    spawn: options.spawnEngine,
    limit: options.concurrency ?? settings.concurrency,
    threads: options.threads === undefined ? settings.threads : options.threads,
    cores: machine.cores,
    onInsight: (runId, insight) => {
      events.show({ type: 'insight', runId, insight })
    },
  })
  const control = createRunControl({ store, events, recorder, ownership, live, now })
  const forks = createRunForks({ store, recorder, live, owner: ownership.owner.id, now })

  const explainer = createExplainer()
  const inspector = createInspector((ticket, progress) => {
    events.show({ type: 'examining', ticket, progress })
  })
  const downloads = createDownloads({
    sets: options.sets ?? knownSets,
    now,
    onState: (state) => {
      events.show({ type: 'storedSet', state })
    },
  })
  const carrier = createCarrier(options.database, now, (ticket, progress) => {
    events.show({ type: 'carrying', ticket, progress })
  })
  const shelf = createShelf()

  const handlers = createHandlers({
    store,
    events,
    control,
    forks,
    explainer,
    inspector,
    downloads,
    carrier,
    shelf,
    resources: options.resources,
    now,
    info: { ...machine, electron: options.electronVersion, database: options.database },
    settings: {
      read: () => readSettings(store),
      change(settings) {
        store.settings.write('concurrency', settings.concurrency)
        store.settings.write('threads', settings.threads)
        live.setLimit(settings.concurrency)
        live.setThreads(settings.threads)
        events.publish({ type: 'settings', settings })
        return settings
      },
    },
  })
  // No prototype: a name sent by a view can never reach Object's own functions.
  const table = Object.assign(Object.create(null) as Record<string, (argument: unknown) => unknown>, handlers)
  let closing: Promise<void> | null = null

  async function handle(name: string, argument: unknown): Promise<Envelope<unknown>> {
    try {
      const handler = table[name]
      if (!handler) throw notFound(say('There is no request {name}.', { name }))
      const schema = requestSchemas[name as RequestName]
      const { success, data, error } = schema.safeParse(argument)
      if (!success) throw new InputError(problemsOf(error, schema, argument))
      return { ok: true, value: await handler(data) }
    } catch (error) {
      return failureEnvelope(error)
    }
  }

  async function close(): Promise<void> {
    explainer.close()
    inspector.close()
    downloads.close()
    await Promise.all([live.close(), carrier.close()])
    shelf.close()
    ownership.close()
    store.close()
  }

  return {
    // A handler of name K answers with Responses[K], by the type of the table.
    request: (name, argument) => handle(name, argument) as Promise<Envelope<never>>,
    handle,
    async archive(references, file) {
      try {
        return { ok: true, value: await carrier.archive(references, file, null) }
      } catch (error) {
        return failureEnvelope(error)
      }
    },
    written(id) {
      try {
        return { ok: true, value: shelf.written(id) }
      } catch (error) {
        return failureEnvelope(error)
      }
    },
    subscribe: (listener) => events.subscribe(listener),
    close: () => (closing ??= close()),
  }
}

function openStoreOrRefuse(file: string): Store {
  try {
    return openStore(file)
  } catch (error) {
    throw error instanceof StoreError ? conflict(error.sentence) : error
  }
}
