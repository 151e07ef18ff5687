import type {
  Experiment,
  FinalMetrics,
  MetricName,
  ModelInfo,
  RunOrigin,
  RunStatus,
  RunSummary,
  Sentence,
} from '../protocol.ts'

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
  /** The pace it is held to; null for as fast as possible. */
  readonly stepsPerSecond?: number | null
}

/** What is too long for a listing. */
export interface RunSpec {
  readonly experiment: Experiment
  readonly directory: string | null
  readonly model: ModelInfo
  /** SHA-256 of its data; null where nobody knows what the weights were trained on. */
  readonly fingerprint: string | null
  readonly engineVersion: string
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
    | 'origin'
    | 'imported'
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
   * The same of a run that comes in piece by piece, inside of a transaction: until it has arrived nobody finds it, and if
   * it never does, it goes the way of deleted ones.
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
  /** Steps per second; null for as many as possible. */
  setPace(id: string, stepsPerSecond: number | null): void

  /** Makes a run nobody owns the owner's, queued to go on; its final numbers are final no longer. */
  claim(id: string, owner: string): boolean
  setStatus(id: string, owner: string, status: RunStatus): boolean
  setStarted(id: string, owner: string, kernel: string, now: number): boolean
  record(id: string, owner: string, position: RunPosition, latest: Partial<Record<MetricName, number>>): boolean
  /** Sets the position back, to go on from an earlier checkpoint. */
  rewind(id: string, position: Omit<RunPosition, 'samplesPerSecond'>, latest: Partial<Record<MetricName, number>>): void
  /** More epochs than were planned. */
  extend(id: string, experiment: Experiment, totalSteps: number): void
  /** Where its data is now: `experiment` is the run's own but for the names of files. */
  placeData(id: string, experiment: Experiment, directory: string | null): void
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
