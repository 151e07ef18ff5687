import type { RunStatus } from '../protocol.ts'
import type { Connection } from './database.ts'
import type { DatasetUse, RunSpec } from './run-repository.ts'
import { summaryColumns, type SummaryRow } from './run-row.ts'

/** The row of what is too long for a listing: JSON as text. */
type SpecRow = Omit<RunSpec, 'experiment' | 'model'> & {
  readonly experiment: string
  readonly model: string
}

type DatasetRow = Omit<DatasetUse, 'dataset' | 'runIds'> & { readonly dataset: string; readonly runIds: string }

/** All that is asked of the table of runs, in SQL. */
export function prepareRunStatements(database: Connection) {
  const insert = database.prepare<[Record<string, unknown>], SummaryRow>(`
    INSERT INTO runs (id, name, status, created_at, owner, epochs, total_steps, engine_version, precision, architecture,
      dataset, source, parameter_count, fingerprint, directory, model, experiment, origin, steps_per_second)
    VALUES (@id, @name, 'queued', @now, @owner, @epochs, @totalSteps, @engineVersion, @precision, @architecture,
      @dataset, @source, @parameterCount, @fingerprint, @directory, @model, @experiment,
      @origin, @stepsPerSecond)
    RETURNING ${summaryColumns}`)
  const insertWhole = database.prepare<[Record<string, unknown>], SummaryRow>(`
    INSERT INTO runs (id, name, status, created_at, started_at, finished_at, epoch, epochs, step, total_steps, seconds,
      samples_per_second, engine_version, kernel, precision, architecture, dataset, source, parameter_count, latest, metrics,
      weights_sha256, reason, reason_values, fingerprint, directory, model, experiment, origin, imported)
    VALUES (@id, @name, @status, @createdAt, @startedAt, @finishedAt, @epoch, @epochs, @step, @totalSteps, @seconds,
      @samplesPerSecond, @engineVersion, @kernel, @precision, @architecture, @dataset, @source, @parameterCount, @latest,
      @metrics,
      @weightsSha256, @reason, @reasonValues, @fingerprint, @directory, @model, @experiment, @origin, @imported)
    RETURNING ${summaryColumns}`)
  // A run that arrives is hidden by the same column, with the time it began to as a negative number.
  const standing = database
    .prepare<[string], number>('SELECT sign(coalesce(deleted_at, 0)) FROM runs WHERE id = ?')
    .pluck()
  const hide = database.prepare<[number, string]>('UPDATE runs SET deleted_at = -? WHERE id = ?')
  const arrive = database.prepare<[string]>('UPDATE runs SET deleted_at = NULL WHERE id = ? AND deleted_at < 0')
  const discard = database
    .prepare<[string], string | null>('DELETE FROM runs WHERE id = ? AND deleted_at < 0 RETURNING fingerprint')
    .pluck()
  const discardData = database.prepare<[Record<string, unknown>]>(`
    DELETE FROM fingerprints WHERE sha256 = @sha256 AND NOT EXISTS (SELECT 1 FROM runs WHERE fingerprint = @sha256)`)
  const adopt = database.prepare<[string, string]>(
    'UPDATE runs SET fingerprint = ? WHERE id = ? AND fingerprint IS NULL',
  )
  const list = database.prepare<[], SummaryRow>(
    `SELECT ${summaryColumns} FROM runs WHERE deleted_at IS NULL ORDER BY number DESC`,
  )
  const byId = database.prepare<[string], SummaryRow>(
    `SELECT ${summaryColumns} FROM runs WHERE id = ? AND deleted_at IS NULL`,
  )
  const anyById = database.prepare<[string], SummaryRow>(`SELECT ${summaryColumns} FROM runs WHERE id = ?`)
  const byNumber = database.prepare<[number], SummaryRow>(
    `SELECT ${summaryColumns} FROM runs WHERE number = ? AND deleted_at IS NULL`,
  )
  const spec = database.prepare<[string], SpecRow>(`
    SELECT experiment, directory, model, fingerprint, engine_version AS engineVersion FROM runs WHERE id = ?`)
  const datasets = database.prepare<[], DatasetRow>(`
    SELECT json_extract(experiment, '$.dataset') AS dataset, json_extract(experiment, '$.seed') AS seed, directory,
      fingerprint, json_group_array(id ORDER BY number DESC) AS runIds
    FROM runs WHERE deleted_at IS NULL AND fingerprint IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY max(number) DESC`)
  const owner = database.prepare<[string], string | null>('SELECT owner FROM runs WHERE id = ?').pluck()
  const rename = database.prepare<[string, string]>('UPDATE runs SET name = ? WHERE id = ?')
  const setPace = database.prepare<[number | null, string]>('UPDATE runs SET steps_per_second = ? WHERE id = ?')
  const claim = database.prepare<[string, string]>(`
    UPDATE runs SET owner = ?, status = 'queued', finished_at = NULL, metrics = NULL, weights_sha256 = NULL, reason = NULL,
      reason_values = '{}'
    WHERE id = ? AND owner IS NULL AND deleted_at IS NULL`)
  const setStatus = database.prepare<[RunStatus, string, string]>(
    'UPDATE runs SET status = ? WHERE id = ? AND owner = ?',
  )
  const setStarted = database.prepare<[Record<string, unknown>]>(`
    UPDATE runs SET kernel = @kernel, started_at = coalesce(started_at, @now) WHERE id = @id AND owner = @owner`)
  const record = database.prepare<[Record<string, unknown>]>(`
    UPDATE runs SET epoch = @epoch, step = @step, seconds = @seconds, samples_per_second = @samplesPerSecond,
      latest = json_patch(latest, @latest)
    WHERE id = @id AND owner = @owner`)
  const rewind = database.prepare<[Record<string, unknown>]>(
    'UPDATE runs SET epoch = @epoch, step = @step, seconds = @seconds, latest = @latest WHERE id = @id',
  )
  const placeData = database.prepare<[Record<string, unknown>]>(
    'UPDATE runs SET experiment = @experiment, source = @source, directory = @directory WHERE id = @id',
  )
  const extend = database.prepare<[Record<string, unknown>]>(
    'UPDATE runs SET experiment = @experiment, epochs = @epochs, total_steps = @totalSteps WHERE id = @id',
  )
  const finish = database.prepare<[Record<string, unknown>]>(`
    UPDATE runs SET status = @status, metrics = @metrics, weights_sha256 = @weightsSha256,
      reason = @reason, reason_values = @reasonValues,
      finished_at = CASE @status WHEN 'paused' THEN NULL ELSE @now END, owner = NULL
    WHERE id = @id AND owner = @owner`)
  const setDeleted = database.prepare<[number | null, string]>(
    'UPDATE runs SET deleted_at = ? WHERE id = ? AND owner IS NULL AND coalesce(deleted_at, 0) >= 0',
  )
  const purge = database.prepare<[number]>('DELETE FROM runs WHERE abs(deleted_at) < ?')
  const abandon = database
    .prepare<[Record<string, unknown>], string>(
      `
    UPDATE runs SET reason = CASE status WHEN 'paused' THEN reason ELSE @reason END,
      reason_values = CASE status WHEN 'paused' THEN reason_values ELSE @reasonValues END,
      status = CASE status WHEN 'paused' THEN 'paused' ELSE 'interrupted' END, owner = NULL
    WHERE owner = @owner
    RETURNING id`,
    )
    .pluck()

  return {
    insert,
    insertWhole,
    standing,
    hide,
    arrive,
    discard,
    discardData,
    adopt,
    list,
    byId,
    anyById,
    byNumber,
    spec,
    datasets,
    owner,
    rename,
    setPace,
    claim,
    setStatus,
    setStarted,
    record,
    rewind,
    extend,
    placeData,
    finish,
    setDeleted,
    purge,
    abandon,
  }
}
