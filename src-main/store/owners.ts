import type { Connection } from './database.ts'
import { newId } from './run-id.ts'

/** A process that says nothing for this long is dead, even if another has its number by now. */
export const silence = 30_000

export interface Owner {
  readonly id: string
  readonly process: number
  readonly heartbeat: number
}

/**
 * Processes that train runs of this database.
 *
 * A run belongs to the owner that trains it; nobody else writes to it while that one lives.
 */
export interface OwnerRepository {
  register(process: number, now: number): Owner
  beat(id: string, now: number): void
  find(id: string): Owner | null
  list(): Owner[]
  /** Its runs must have been given up before. */
  remove(id: string): void
}

export function createOwners(database: Connection): OwnerRepository {
  const insert = database.prepare<[Owner]>(
    'INSERT INTO owners (id, process, heartbeat) VALUES (@id, @process, @heartbeat)',
  )
  const update = database.prepare<[number, string]>('UPDATE owners SET heartbeat = ? WHERE id = ?')
  const all = database.prepare<[], Owner>('SELECT id, process, heartbeat FROM owners')
  const one = database.prepare<[string], Owner>('SELECT id, process, heartbeat FROM owners WHERE id = ?')
  const remove = database.prepare<[string]>('DELETE FROM owners WHERE id = ?')
  return {
    register(process, now) {
      const owner = { id: newId(), process, heartbeat: now }
      insert.run(owner)
      return owner
    },
    beat(id, now) {
      update.run(now, id)
    },
    find: (id) => one.get(id) ?? null,
    list: () => all.all(),
    remove(id) {
      remove.run(id)
    },
  }
}

/** Whether the process still runs and has spoken lately. */
export function isAlive(owner: Owner, now: number): boolean {
  if (now - owner.heartbeat > silence) return false
  try {
    // Signal 0 asks without sending anything.
    process.kill(owner.process, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
