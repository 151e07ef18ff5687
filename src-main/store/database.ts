import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { migrations } from './migrations.ts'
import { inEnglish, say, type Sentence } from '../../src-engine/sentence.ts'

export type Connection = Database.Database

/** How long to wait for another process, in milliseconds. */
const patience = 5000

/** The database cannot be used as it is; the message says what to do about it. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly sentence: Sentence

  constructor(sentence: Sentence) {
    super(inEnglish(sentence))
    this.sentence = sentence
  }
}

/**
 * Opens the database, creating file, folder and schema where there is none.
 *
 * WAL mode: readers never wait for the writer, and a killed process loses nothing it has committed. Several processes
 * may have it open; a writer waits up to five seconds for another.
 *
 * @throws StoreError where the file is no database, or one of a newer version of the lab
 */
export function openDatabase(file: string): Connection {
  mkdirSync(dirname(file), { recursive: true })
  const database = open(file)
  try {
    useWriteAheadLog(database)
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    migrate(database, file)
    return database
  } catch (error) {
    database.close()
    throw isCode(error, 'SQLITE_NOTADB')
      ? new StoreError(say('{file} is not a database of the lab; choose another file', { file }))
      : error
  }
}

export function sqliteVersion(): string {
  const database = new Database(':memory:')
  const version = database.prepare<[], string>('SELECT sqlite_version()').pluck().get()
  database.close()
  return version ?? 'unknown'
}

function open(file: string): Connection {
  try {
    return new Database(file, { timeout: patience })
  } catch (error) {
    if (!isCode(error, 'SQLITE_CANTOPEN')) throw error
    throw new StoreError(say('{file} cannot be opened; choose another file', { file }))
  }
}

/** SQLite waits for other processes by itself, but not when it switches a new file to the write-ahead log. */
function useWriteAheadLog(database: Connection): void {
  const deadline = Date.now() + patience
  const nobody = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    try {
      database.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (!isCode(error, 'SQLITE_BUSY') || Date.now() > deadline) throw error
      Atomics.wait(nobody, 0, 0, 10)
    }
  }
}

function migrate(database: Connection, file: string): void {
  const version = (): number => Number(database.pragma('user_version', { simple: true }))
  if (version() === migrations.length) return
  // Immediate, and the version read inside: two processes that open a new file at once must not both migrate it.
  database
    .transaction(() => {
      const found = version()
      if (found > migrations.length) {
        throw new StoreError(
          say(
            '{file} was written by a newer version of the lab (schema {found}, this one knows {known}); update the lab, or choose another file',
            { file, found, known: migrations.length },
          ),
        )
      }
      for (const step of migrations.slice(found)) database.exec(step)
      database.pragma(`user_version = ${migrations.length}`)
    })
    .immediate()
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Database.SqliteError && error.code === code
}
