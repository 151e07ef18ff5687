import { createHash } from 'node:crypto'
import type { CheckpointInfo } from '../protocol.ts'
import { StoreError, type Connection } from './database.ts'
import { say } from '../../src-engine/sentence.ts'

export interface NewCheckpoint {
  readonly name: string
  readonly epoch: number
  readonly step: number
  /** Time trained up to it. */
  readonly seconds: number
  readonly bytes: Uint8Array
  readonly sha256: string
}

export interface StoredCheckpoint extends NewCheckpoint {
  readonly createdAt: number
}

/** Weights, optimiser state and position of runs, each one blob with its hash. */
export interface CheckpointRepository {
  /** Takes the place of an older one of the same name. */
  save(run: string, checkpoint: NewCheckpoint, now: number): void
  /** Descriptions only, in the order they were reached. */
  list(run: string): CheckpointInfo[]
  /** @throws StoreError where the bytes are no longer those that were saved */
  read(run: string, name: string): StoredCheckpoint | null
  /** Time trained up to it. */
  secondsOf(run: string, name: string): number
  remove(run: string, name: string): void
  /** Drops those later than `step`. */
  rewind(run: string, step: number): void
}

interface Row extends Omit<NewCheckpoint, 'bytes'> {
  readonly bytes: number
  readonly createdAt: number
}

export function createCheckpoints(database: Connection): CheckpointRepository {
  const columns = 'name, epoch, step, bytes, sha256, created_at AS createdAt'
  const upsert = database
    .prepare<[Row & { readonly run: string }], number>(
      `
      INSERT INTO checkpoints (run, name, epoch, step, seconds, bytes, sha256, created_at)
      VALUES (@run, @name, @epoch, @step, @seconds, @bytes, @sha256, @createdAt)
      ON CONFLICT (run, name) DO UPDATE SET epoch = excluded.epoch, step = excluded.step, seconds = excluded.seconds,
        bytes = excluded.bytes, sha256 = excluded.sha256, created_at = excluded.created_at
      RETURNING id`,
    )
    .pluck()
  const upsertData = database.prepare<[number, Uint8Array]>(`
    INSERT INTO checkpoint_data (checkpoint, data) VALUES (?, ?)
    ON CONFLICT (checkpoint) DO UPDATE SET data = excluded.data`)
  const list = database.prepare<[string], CheckpointInfo>(
    `SELECT ${columns} FROM checkpoints WHERE run = ? ORDER BY step, name`,
  )
  const seconds = database
    .prepare<[string, string], number>('SELECT seconds FROM checkpoints WHERE run = ? AND name = ?')
    .pluck()
  const read = database.prepare<[string, string], Row & { readonly data: Buffer }>(`
    SELECT ${columns}, seconds, data FROM checkpoints JOIN checkpoint_data ON checkpoint = id
    WHERE run = ? AND name = ?`)
  const remove = database.prepare<[string, string]>('DELETE FROM checkpoints WHERE run = ? AND name = ?')
  const removeLater = database.prepare<[string, number]>('DELETE FROM checkpoints WHERE run = ? AND step > ?')

  const save = database.transaction((run: string, { bytes, ...info }: NewCheckpoint, now: number) => {
    const id = upsert.get({ run, ...info, bytes: bytes.byteLength, createdAt: now })
    if (id === undefined) throw new Error(`checkpoint ${info.name} of ${run} was not stored`)
    upsertData.run(id, bytes)
  })

  return {
    save,
    list: (run) => list.all(run),
    read(run, name) {
      const row = read.get(run, name)
      if (!row) return null
      const { data, ...info } = row
      if (createHash('sha256').update(data).digest('hex') !== info.sha256) {
        throw new StoreError(
          say('checkpoint {checkpoint} of run {run} is damaged in the database; use another checkpoint', {
            checkpoint: name,
            run,
          }),
        )
      }
      return { ...info, bytes: data }
    },
    secondsOf: (run, name) => seconds.get(run, name) ?? 0,
    remove(run, name) {
      remove.run(run, name)
    },
    rewind(run, step) {
      removeLater.run(run, step)
    },
  }
}
