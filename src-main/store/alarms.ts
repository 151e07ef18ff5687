import type { Alarm } from '../protocol.ts'
import type { Connection } from './database.ts'
import { decodeNumbers, encodeNumbers } from './numbers-json.ts'

/** The alarms of runs, those that are over included. */
export interface AlarmRepository {
  /** One of the same kind, layer and step as a stored one takes its place. */
  save(run: string, alarms: readonly Alarm[]): void
  /** In the order they were raised. */
  list(run: string): Alarm[]
  /** As they stood at `step`: drops what was raised later, and what was cleared later lasts again; says how many changed. */
  rewind(run: string, step: number): number
}

interface Row extends Omit<Alarm, 'evidence'> {
  readonly evidence: string
}

export function createAlarms(database: Connection): AlarmRepository {
  const upsert = database.prepare<[Row & { readonly run: string }]>(`
    INSERT INTO alarms (run, kind, layer, raised_step, cleared_step, evidence)
    VALUES (@run, @kind, @layer, @step, @clearedAt, @evidence)
    ON CONFLICT (run, raised_step, kind, coalesce(layer, -1))
    DO UPDATE SET cleared_step = excluded.cleared_step, evidence = excluded.evidence`)
  const select = database.prepare<[string], Row>(`
    SELECT kind, layer, raised_step AS step, cleared_step AS clearedAt, evidence FROM alarms
    WHERE run = ? ORDER BY raised_step, rowid`)
  const remove = database.prepare<[string, number]>('DELETE FROM alarms WHERE run = ? AND raised_step > ?')
  const reopen = database.prepare<[string, number]>(
    'UPDATE alarms SET cleared_step = NULL WHERE run = ? AND cleared_step > ?',
  )

  return {
    save(run, alarms) {
      for (const alarm of alarms) upsert.run({ run, ...alarm, evidence: encodeNumbers(alarm.evidence) })
    },
    list: (run) =>
      select.all(run).map((row) => ({ ...row, evidence: decodeNumbers(row.evidence) as Alarm['evidence'] })),
    rewind: (run, step) => remove.run(run, step).changes + reopen.run(run, step).changes,
  }
}
