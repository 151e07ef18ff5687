import { engineVersion } from '../../src-engine/version.ts'
import type {
  Experiment,
  FinalMetrics,
  MetricName,
  ModelInfo,
  RunImport,
  RunOrigin,
  RunStatus,
  RunSummary,
  Sentence,
} from '../protocol.ts'
import type { Connection } from './database.ts'
import { encodeNumbers } from './numbers-json.ts'
import { newRunId } from './run-id.ts'
import { summaryColumns, toColumns, toSummary, type SummaryRow } from './run-row.ts'

/** A run before its first batch. */
export interface NewRun {
  readonly experiment: Experiment
  readonly directory: string | null
  readonly model: ModelInfo
  /** SHA-256 of its data, whose fingerprint is stored already. */
  readonly fingerprint: string
  readonly architecture: string
  readonly parameterCount: number
  readonly totalSteps: number
  /** Null where it begins from weights of its own. */
  readonly origin?: RunOrigin | null
}

/** What is too long for a listing. */
export interface RunSpec {
  readonly experiment: Experiment
  readonly directory: string | null
  readonly model: ModelInfo
  /** SHA-256 of its data; null where nobody knows what the weights were trained on. */
  readonly fingerprint: string | null
  readonly engineVersion: string
  readonly origin: RunOrigin | null
  readonly imported: RunImport | null
}

/** A run that comes whole from elsewhere, as it is: nobody owns it. */
export type WholeRun = RunSpec &
  Pick<
    RunSummary,
    | 'id'
    | 'name'
    | 'status'
    | 'createdAt'
    | 'startedAt'
    | 'finishedAt'
    | 'epoch'
    | 'step'
    | 'totalSteps'
    | 'seconds'
    | 'samplesPerSecond'
    | 'kernel'
    | 'architecture'
    | 'parameterCount'
    | 'latest'
    | 'metrics'
    | 'weightsSha256'
    | 'reason'
  >
/** Data as runs have used it. */
export interface DatasetUse {
  readonly dataset: Experiment['dataset']
  readonly seed: number
  readonly directory: string | null
  readonly fingerprint: string
  /** The newest first. */
  readonly runIds: readonly string[]
}

export interface RunPosition {
  readonly epoch: number
  readonly step: number
  readonly seconds: number
  readonly samplesPerSecond: number
}

export interface RunEnd {
  readonly status: RunStatus
  readonly metrics: FinalMetrics | null
  readonly weightsSha256: string | null
  readonly reason: Sentence | null
}

/**
 * Runs and where they stand.
 *
 * Writing methods that take an owner write only to a run of that owner and say whether they did: a process that was
 * taken for dead must not write over what came after it.
 */
export interface RunRepository {
  create(run: NewRun, owner: string, now: number): RunSummary
  /** Its id must be free, and its fingerprint stored already. */
  insert(run: WholeRun): RunSummary
  /**
   * The same of a run that comes in piece by piece: until it has arrived nobody finds it, and if it never does, it goes
   * the way of deleted ones.
   */
  insertArriving(run: WholeRun, now: number): RunSummary
  /** Everything of it is there. */
  arrive(id: string): void
  /** Removes what has come of a run that has not arrived. */
  discard(id: string): void
  /** Whether there is a run of this id, one that is deleted or has not arrived included. */
  standing(id: string): 'present' | 'deleted' | 'arriving' | null
  /** The newest first, without deleted ones. */
  list(): RunSummary[]
  /** By id, by number or by `#number`; a deleted run is not found. */
  find(reference: string): RunSummary | null
  /** By id, whether it is deleted or not. */
  findDeletedToo(id: string): RunSummary | null
  spec(id: string): RunSpec
  /** The data of all runs that are not deleted, each with who used it; the last used first, without what differs in nothing. */
  datasets(): DatasetUse[]
  ownerOf(id: string): string | null
  rename(id: string, name: string): void

  /** Makes a run nobody owns the owner's, queued to go on; its final numbers are final no longer. */
  claim(id: string, owner: string): boolean
  setStatus(id: string, owner: string, status: RunStatus): boolean
  setStarted(id: string, owner: string, kernel: string, now: number): boolean
  record(id: string, owner: string, position: RunPosition, latest: Partial<Record<MetricName, number>>): boolean
  /** Sets the position back, to go on from an earlier checkpoint. */
  rewind(id: string, position: Omit<RunPosition, 'samplesPerSecond'>, latest: Partial<Record<MetricName, number>>): void
  /** More epochs than were planned. */
  extend(id: string, experiment: Experiment, totalSteps: number): void
  /** Says what a run that has no fingerprint goes on with; another keeps its own. */
  adoptData(id: string, fingerprint: string): void
  /** Ends what the owner was doing with it and gives it up. */
  finish(id: string, owner: string, end: RunEnd, now: number): boolean

  /** Marks a run nobody owns as deleted, or takes that back with null. */
  setDeleted(id: string, deletedAt: number | null): boolean
  /** Removes for good what was marked before `deletedBefore`. */
  purge(deletedBefore: number): void
  /** Gives up all runs of an owner: what was training or waiting is interrupted, what was paused stays so. */
  abandon(owner: string, reason: Sentence): string[]
}

export function createRuns(database: Connection): RunRepository {
  const insert = database.prepare<[Record<string, unknown>], SummaryRow>(`
    INSERT INTO runs (id, name, status, created_at, owner, epochs, total_steps, engine_version, precision, architecture,
      dataset, parameter_count, fingerprint, directory, model, experiment, origin)
    VALUES (@id, @name, 'queued', @now, @owner, @epochs, @totalSteps, @engineVersion, @precision, @architecture,
      @dataset, @parameterCount, @fingerprint, @directory, @model, @experiment,
      @origin)
    RETURNING ${summaryColumns}`)
  const insertWhole = database.prepare<[Record<string, unknown>], SummaryRow>(`
    INSERT INTO runs (id, name, status, created_at, started_at, finished_at, epoch, epochs, step, total_steps, seconds,
      samples_per_second, engine_version, kernel, precision, architecture, dataset, parameter_count, latest, metrics,
      weights_sha256, reason, reason_values, fingerprint, directory, model, experiment, origin, imported)
    VALUES (@id, @name, @status, @createdAt, @startedAt, @finishedAt, @epoch, @epochs, @step, @totalSteps, @seconds,
      @samplesPerSecond, @engineVersion, @kernel, @precision, @architecture, @dataset, @parameterCount, @latest, @metrics,
      @weightsSha256, @reason, @reasonValues, @fingerprint, @directory, @model, @experiment, @origin, @imported)
    RETURNING ${summaryColumns}`)
  // A run that arrives is hidden by the same column, with the time it began to as a negative number.
  const standing = database
    .prepare<[string], number>('SELECT sign(coalesce(deleted_at, 0)) FROM runs WHERE id = ?')
    .pluck()
  const hide = database.prepare<[number, string]>('UPDATE runs SET deleted_at = -? WHERE id = ?')
  const arrive = database.prepare<[string]>('UPDATE runs SET deleted_at = NULL WHERE id = ? AND deleted_at < 0')
  const discardRun = database
    .prepare<[string], string | null>('DELETE FROM runs WHERE id = ? AND deleted_at < 0 RETURNING fingerprint')
    .pluck()
  const discardData = database.prepare<[Record<string, unknown>]>(`
    DELETE FROM fingerprints WHERE sha256 = @sha256 AND NOT EXISTS (SELECT 1 FROM runs WHERE fingerprint = @sha256)`)
  const discard = database.transaction((id: string) => {
    const sha256 = discardRun.get(id)
    if (typeof sha256 === 'string') discardData.run({ sha256 })
  })
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
  const spec = database.prepare<
    [string],
    Omit<RunSpec, 'experiment' | 'model' | 'origin' | 'imported'> & {
      experiment: string
      model: string
      origin: string | null
      imported: string | null
    }
  >(`
    SELECT experiment, directory, model, fingerprint, engine_version AS engineVersion, origin, imported
    FROM runs WHERE id = ?`)
  const datasets = database.prepare<[], Omit<DatasetUse, 'dataset' | 'runIds'> & { dataset: string; runIds: string }>(`
    SELECT json_extract(experiment, '$.dataset') AS dataset, json_extract(experiment, '$.seed') AS seed, directory,
      fingerprint, json_group_array(id ORDER BY number DESC) AS runIds
    FROM runs WHERE deleted_at IS NULL AND fingerprint IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY max(number) DESC`)
  const owner = database.prepare<[string], string | null>('SELECT owner FROM runs WHERE id = ?').pluck()
  const rename = database.prepare<[string, string]>('UPDATE runs SET name = ? WHERE id = ?')
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

  function insertRun({ experiment, model, origin, imported, latest, metrics, reason, ...run }: WholeRun): RunSummary {
    const { training, dataset } = experiment
    const row = insertWhole.get({
      ...run,
      ...toColumns(reason),
      epochs: training.epochs,
      precision: training.precision,
      dataset: dataset.name,
      latest: encodeNumbers(latest),
      metrics: metrics && encodeNumbers(metrics),
      model: JSON.stringify(model),
      experiment: JSON.stringify(experiment),
      origin: origin && JSON.stringify(origin),
      imported: imported && JSON.stringify(imported),
    })
    if (!row) throw new Error('the run was not stored')
    return toSummary(row)
  }

  return {
    create({ experiment, model, origin = null, ...run }, owner, now) {
      const row = insert.get({
        ...run,
        id: newRunId(),
        name: experiment.name,
        now,
        owner,
        epochs: experiment.training.epochs,
        engineVersion,
        precision: experiment.training.precision,
        dataset: experiment.dataset.name,
        model: JSON.stringify(model),
        experiment: JSON.stringify(experiment),
        origin: origin && JSON.stringify(origin),
      })
      if (!row) throw new Error('the run was not stored')
      return toSummary(row)
    },
    insert: insertRun,
    insertArriving(run, now) {
      const summary = insertRun(run)
      hide.run(now, run.id)
      return summary
    },
    arrive(id) {
      arrive.run(id)
    },
    discard(id) {
      discard.immediate(id)
    },
    standing(id) {
      const sign = standing.get(id)
      if (sign === undefined) return null
      return sign === 0 ? 'present' : sign > 0 ? 'deleted' : 'arriving'
    },
    list: () => list.all().map(toSummary),
    find(reference) {
      const number = /^#?(\d{1,15})$/.exec(reference)?.[1]
      const row = number === undefined ? byId.get(reference) : byNumber.get(Number(number))
      return row ? toSummary(row) : null
    },
    findDeletedToo(id) {
      const row = anyById.get(id)
      return row ? toSummary(row) : null
    },
    spec(id) {
      const row = spec.get(id)
      if (!row) throw new Error(`there is no run ${id}`)
      return {
        ...row,
        experiment: JSON.parse(row.experiment) as Experiment,
        model: JSON.parse(row.model) as ModelInfo,
        origin: row.origin === null ? null : (JSON.parse(row.origin) as RunOrigin),
        imported: row.imported === null ? null : (JSON.parse(row.imported) as RunImport),
      }
    },
    datasets: () =>
      datasets.all().map((row) => ({
        ...row,
        dataset: JSON.parse(row.dataset) as Experiment['dataset'],
        runIds: JSON.parse(row.runIds) as string[],
      })),
    ownerOf: (id) => owner.get(id) ?? null,
    rename(id, name) {
      rename.run(name, id)
    },
    claim: (id, owner) => claim.run(owner, id).changes > 0,
    setStatus: (id, owner, status) => setStatus.run(status, id, owner).changes > 0,
    setStarted: (id, owner, kernel, now) => setStarted.run({ id, owner, kernel, now }).changes > 0,
    record: (id, owner, position, latest) =>
      record.run({ id, owner, ...position, latest: encodeNumbers(latest) }).changes > 0,
    rewind(id, position, latest) {
      rewind.run({ id, ...position, latest: encodeNumbers(latest) })
    },
    extend(id, experiment, totalSteps) {
      const { epochs } = experiment.training
      extend.run({ id, experiment: JSON.stringify(experiment), epochs, totalSteps })
    },
    adoptData(id, fingerprint) {
      adopt.run(fingerprint, id)
    },
    finish: (id, owner, { metrics, reason, ...end }, now) =>
      finish.run({ id, owner, now, metrics: metrics && encodeNumbers(metrics), ...end, ...toColumns(reason) }).changes >
      0,
    setDeleted: (id, deletedAt) => setDeleted.run(deletedAt, id).changes > 0,
    purge(deletedBefore) {
      purge.run(deletedBefore)
    },
    abandon: (owner, reason) => abandon.all({ owner, ...toColumns(reason) }),
  }
}
