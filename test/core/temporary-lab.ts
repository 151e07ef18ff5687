import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { SpawnEngine } from '../../src-main/core/engine-port.ts'
import { forkEngine } from '../../src-main/core/fork-engine.ts'
import { openLab, type Lab, type LabOptions } from '../../src-main/core/lab.ts'
import type {
  LabError,
  LabEvent,
  NumberedEvent,
  RequestArguments,
  RequestName,
  Responses,
  RunStatus,
  RunSummary,
} from '../../src-main/protocol.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { engineEntry, resources } from './places.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

/** An error of the lab, its message in English. */
export type Refused = Omit<LabError, 'message'> & { readonly message: string }

/** A lab on a real file with real processes, and what a test wants to know of it. */
export interface TestLab {
  readonly lab: Lab
  readonly database: string
  readonly events: readonly NumberedEvent[]
  /** The answer; an error envelope is thrown. */
  ask<K extends RequestName>(name: K, argument: RequestArguments<K>): Promise<Responses[K]>
  /** The error; an answer is thrown. */
  refusal<K extends RequestName>(name: K, argument: RequestArguments<K>): Promise<Refused>
  start(experiment: unknown, paused?: boolean): Promise<RunSummary>
  /** Resolves as soon as an event (one that has been, or one to come) is what is looked for. */
  until<T>(look: (event: LabEvent) => T | null): Promise<T>
  /** Resolves when the run has that status now, or gets it. */
  untilStatus(runId: string, status: RunStatus): Promise<RunSummary>
  /** Resolves when the run has reported progress beyond that step. */
  untilStep(runId: string, step: number): Promise<void>
  close(): Promise<void>
}

export interface TestLabOptions {
  readonly sets?: NonNullable<LabOptions['sets']>
  readonly database?: string
  readonly concurrency?: number
  readonly spawnEngine?: SpawnEngine
}

export function openTestLab(options: TestLabOptions = {}): TestLab {
  const database = options.database ?? join(temporaryFolder(), 'lab.sqlite')
  const { concurrency = 1, spawnEngine = forkEngine(engineEntry), sets } = options
  const lab = openLab({
    database,
    resources,
    spawnEngine,
    electronVersion: null,
    concurrency,
    ...(sets ? { sets } : {}),
  })
  onTestFinished(() => lab.close())
  const events: NumberedEvent[] = []
  const listeners = new Set<() => void>()
  lab.subscribe((event) => {
    events.push(event)
    for (const listener of listeners) listener()
  })

  async function ask<K extends RequestName>(name: K, argument: RequestArguments<K>): Promise<Responses[K]> {
    const envelope = await lab.request(name, argument)
    if (envelope.ok) return envelope.value
    throw new Error(`${name}: ${envelope.error.code}: ${inEnglish(envelope.error.message)}`)
  }

  function until<T>(look: (event: LabEvent) => T | null): Promise<T> {
    let seen = 0
    return new Promise((resolve) => {
      const listener = () => {
        for (; seen < events.length; seen++) {
          const found = look(events[seen]!.event)
          if (found === null) continue
          listeners.delete(listener)
          resolve(found)
          return
        }
      }
      listeners.add(listener)
      listener()
    })
  }

  return {
    lab,
    database,
    events,
    ask,
    async refusal(name, argument) {
      const envelope = await lab.request(name, argument)
      if (envelope.ok) throw new Error(`${name} was answered: ${JSON.stringify(envelope.value)}`)
      return { ...envelope.error, message: inEnglish(envelope.error.message) }
    },
    start: (experiment, paused = false) => ask('startRun', { experiment, directory: null, paused }),
    until,
    async untilStatus(runId, status) {
      const present = await ask('getRun', { runId })
      if (present.status === status) return present
      const from = events.length
      let index = 0
      return until((event) => {
        const isNew = index++ >= from
        return isNew && event.type === 'run' && event.run.id === runId && event.run.status === status ? event.run : null
      })
    },
    async untilStep(runId, step) {
      await until((event) =>
        event.type === 'progress' && event.progress.runId === runId && event.progress.step > step ? true : null,
      )
    },
    close: () => lab.close(),
  }
}

/** A small experiment with a seed of its own; long enough to be caught in the middle of when it has many epochs. */
export function experiment(epochs: number, changes: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    version: 1,
    name: `spiral of ${epochs}`,
    seed: 5,
    dataset: { name: 'spiral', samples: 400, scale: 'standard' },
    network: {
      layers: [{ type: 'dense', units: 12 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
    },
    loss: 'binary_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
    training: { epochs, batchSize: 32 },
    ...changes,
  }
}

/** Far more epochs than any test waits for. */
export const endless = 1_000_000

/** How many rows every table of the database has, but for SQLite's own. */
export function rowsOf(database: string): Record<string, unknown> {
  const connection = new Database(database, { readonly: true })
  const tables = connection
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
  const counts = tables.map((name) => [name, connection.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()])
  connection.close()
  return Object.fromEntries(counts) as Record<string, unknown>
}
