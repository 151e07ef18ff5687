import { isAlive, type Owner } from '../store/owners.ts'
import type { Store } from '../store/store.ts'
import type { EventLog } from './event-log.ts'
import { say } from '../../src-engine/sentence.ts'

const heartbeatInterval = 5000
const watchInterval = 1000
const deletedRunsAreKept = 7 * 24 * 60 * 60 * 1000

/** This lab among the processes that share its database. */
export interface Ownership {
  readonly owner: Owner
  /** The living process that owns the run, if it is another one than this. */
  otherOwnerOf(run: string): Owner | null
  /** Gives up every run that is left, and the place among the owners. */
  close(): void
}

/**
 * Registers this process as an owner of runs, marks what dead owners left behind as interrupted (at once, and whenever
 * one dies), and tells the views what other processes write.
 */
export function takeOwnership(store: Store, events: EventLog, now: () => number): Ownership {
  const owner = store.owners.register(process.pid, now())
  recoverOrphans()
  store.runs.purge(now() - deletedRunsAreKept)

  let version = store.dataVersion()
  let known = snapshot()
  const heartbeat = setInterval(() => {
    attempt(() => {
      store.owners.beat(owner.id, now())
      recoverOrphans()
    })
  }, heartbeatInterval)
  const watch = setInterval(() => {
    attempt(tellWhatOthersWrote)
  }, watchInterval)
  // Neither keeps a process alive that has nothing else to do.
  heartbeat.unref()
  watch.unref()

  return {
    owner,
    otherOwnerOf(run) {
      const id = store.runs.ownerOf(run)
      const other = id === null || id === owner.id ? null : store.owners.find(id)
      return other && isAlive(other, now()) ? other : null
    },
    close() {
      clearInterval(heartbeat)
      clearInterval(watch)
      store.transaction(() => {
        store.runs.abandon(owner.id, say('the lab was closed'))
        store.owners.remove(owner.id)
      })
    },
  }

  function recoverOrphans(): void {
    for (const other of store.owners.list()) {
      if (other.id === owner.id || isAlive(other, now())) continue
      const runs = store.transaction(() => {
        const abandoned = store.runs.abandon(other.id, say('the lab ended while it was training'))
        store.owners.remove(other.id)
        return abandoned
      })
      for (const id of runs) {
        const run = store.runs.find(id)
        if (run) events.publish({ type: 'run', run })
      }
    }
  }

  function snapshot(): Map<string, string> {
    return new Map(store.runs.list().map((run) => [run.id, JSON.stringify(run)]))
  }

  function tellWhatOthersWrote(): void {
    const present = store.dataVersion()
    if (present === version) return
    version = present
    const before = known
    known = snapshot()
    for (const [id, run] of known) {
      if (before.get(id) === run || store.runs.ownerOf(id) === owner.id) continue
      const changed = store.runs.find(id)
      if (changed) events.publish({ type: 'run', run: changed })
    }
    for (const runId of before.keys()) if (!known.has(runId)) events.publish({ type: 'runDeleted', runId })
  }
}

/** A database that is locked or full for a moment is tried again at the next turn, and is no reason to end the lab. */
function attempt(work: () => void): void {
  try {
    work()
  } catch (error) {
    console.error(error)
  }
}
