import type { MetricName, MetricPoint } from '../protocol.ts'
import type { Connection } from './database.ts'

/** The curves of runs, point by point. */
export interface MetricRepository {
  /** A point at a step that has one already takes its place. */
  append(run: string, points: readonly MetricPoint[]): void
  /** By step, then by name. */
  list(run: string): MetricPoint[]
  /** The last value of each curve. */
  latest(run: string): Partial<Record<MetricName, number>>
  /** Drops what lies after `step`; says how many points that were. */
  rewind(run: string, step: number): number
}

interface Row {
  readonly step: number
  readonly epoch: number
  readonly name: MetricName
  readonly value: number | null
}

export function createMetrics(database: Connection): MetricRepository {
  const insert = database.prepare<[Row & { readonly run: string }]>(`
    INSERT INTO metrics (run, step, name, epoch, value) VALUES (@run, @step, @name, @epoch, @value)
    ON CONFLICT (run, step, name) DO UPDATE SET epoch = excluded.epoch, value = excluded.value`)
  const select = database.prepare<[string], Row>(
    'SELECT step, epoch, name, value FROM metrics WHERE run = ? ORDER BY step, name',
  )
  // With max(), SQLite takes the other columns from the row that holds the maximum.
  const latest = database.prepare<[string], Row>(
    'SELECT max(step) AS step, epoch, name, value FROM metrics WHERE run = ? GROUP BY name',
  )
  const remove = database.prepare<[string, number]>('DELETE FROM metrics WHERE run = ? AND step > ?')

  return {
    append(run, points) {
      for (const point of points) insert.run({ run, ...point })
    },
    list: (run) => select.all(run).map((row) => ({ ...row, value: toValue(row) })),
    latest: (run) => Object.fromEntries(latest.all(run).map((row) => [row.name, toValue(row)])),
    rewind: (run, step) => remove.run(run, step).changes,
  }
}

/** SQLite stores NaN as NULL. */
function toValue(row: Row): number {
  return row.value ?? NaN
}
