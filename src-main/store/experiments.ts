import type { Experiment, SavedExperiment } from '../protocol.ts'
import type { Connection } from './database.ts'
import { newId } from './run-id.ts'

/** Experiments a person keeps in the lab. */
export interface ExperimentRepository {
  /** The last changed first. */
  list(): SavedExperiment[]
  find(id: string): SavedExperiment | null
  /** Under `id`, or as a new one where it is null. */
  save(id: string | null, experiment: Experiment, directory: string | null, now: number): SavedExperiment
  /** Whether there was one. */
  remove(id: string): boolean
}

interface Row {
  readonly id: string
  readonly name: string
  readonly updatedAt: number
  readonly directory: string | null
  readonly experiment: string
}

export function createExperiments(database: Connection): ExperimentRepository {
  const columns = 'id, name, updated_at AS updatedAt, directory, experiment'
  const all = database.prepare<[], Row>(`SELECT ${columns} FROM experiments ORDER BY updated_at DESC, id`)
  const one = database.prepare<[string], Row>(`SELECT ${columns} FROM experiments WHERE id = ?`)
  const upsert = database.prepare<[Row]>(`
    INSERT INTO experiments (id, name, updated_at, directory, experiment)
    VALUES (@id, @name, @updatedAt, @directory, @experiment)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at,
      directory = excluded.directory, experiment = excluded.experiment`)
  const remove = database.prepare<[string]>('DELETE FROM experiments WHERE id = ?')

  return {
    list: () => all.all().map(toExperiment),
    find(id) {
      const row = one.get(id)
      return row ? toExperiment(row) : null
    },
    save(id, experiment, directory, now) {
      const saved = { id: id ?? newId(), name: experiment.name, updatedAt: now, directory }
      upsert.run({ ...saved, experiment: JSON.stringify(experiment) })
      return { ...saved, experiment }
    },
    remove: (id) => remove.run(id).changes > 0,
  }
}

function toExperiment(row: Row): SavedExperiment {
  return { ...row, experiment: JSON.parse(row.experiment) as Experiment }
}
