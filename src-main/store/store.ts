import { createAlarms, type AlarmRepository } from './alarms.ts'
import { createAnnotations, type AnnotationRepository } from './annotations.ts'
import { createChanges, type ChangeRepository } from './changes.ts'
import { createCheckpoints, type CheckpointRepository } from './checkpoints.ts'
import { openDatabase } from './database.ts'
import { createExperiments, type ExperimentRepository } from './experiments.ts'
import { createFingerprints, type FingerprintRepository } from './fingerprints.ts'
import { createMetrics, type MetricRepository } from './metrics.ts'
import { createOwners, type OwnerRepository } from './owners.ts'
import type { RunRepository } from './run-repository.ts'
import { createRuns } from './runs.ts'
import { createSettings, type SettingsRepository } from './settings.ts'

/** Everything the lab keeps, in one SQLite file. */
export interface Store {
  readonly settings: SettingsRepository
  readonly experiments: ExperimentRepository
  readonly fingerprints: FingerprintRepository
  readonly owners: OwnerRepository
  readonly runs: RunRepository
  readonly annotations: AnnotationRepository
  readonly metrics: MetricRepository
  readonly alarms: AlarmRepository
  readonly changes: ChangeRepository
  readonly checkpoints: CheckpointRepository
  /** All of it or, where `work` throws, nothing of it. */
  transaction<T>(work: () => T): T
  /** Reads as everything stands now, whatever others write meanwhile; keeps nobody from writing. */
  snapshot<T>(work: () => T): T
  /** Another number whenever another process has written. */
  dataVersion(): number
  close(): void
}

/** @throws StoreError where the file cannot be used */
export function openStore(file: string): Store {
  const database = openDatabase(file)
  const dataVersion = database.prepare<[], number>('PRAGMA data_version').pluck()
  return {
    settings: createSettings(database),
    experiments: createExperiments(database),
    fingerprints: createFingerprints(database),
    owners: createOwners(database),
    runs: createRuns(database),
    annotations: createAnnotations(database),
    metrics: createMetrics(database),
    alarms: createAlarms(database),
    changes: createChanges(database),
    checkpoints: createCheckpoints(database),
    // Immediate: a transaction that reads first and then writes would otherwise fail beside another process's writing.
    transaction: (work) => database.transaction(work).immediate(),
    snapshot: (work) => database.transaction(work).deferred(),
    dataVersion: () => dataVersion.get() ?? 0,
    close() {
      database.close()
    },
  }
}
