import { decodeCheckpoint, type Checkpoint } from '../../src-engine/checkpoint.ts'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { SettingChange } from '../../src-engine/live-settings.ts'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import { fingerprintOf, loadDataset, requireSameData } from '../files/datasets.ts'
import type { RequestArguments } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import { readStoredCheckpoint } from './models.ts'
import type { RunControl } from './run-control.ts'

/** What training is looked into: everything about it that a thread of its own needs to begin. */
export interface LedgerSource {
  /** The same for the same training. */
  readonly key: string
  readonly experiment: Experiment
  readonly directory: string | null
  /** Of the data it must be; null for whatever there is. */
  readonly fingerprint: string | null
  readonly checkpoint: Uint8Array | null
  readonly changes: readonly SettingChange[]
}

type WantedSource = RequestArguments<'getLedger'>['source']

/** @throws InputError on a bad experiment; Refusal without such a run or checkpoint */
export function findLedgerSource(store: Store, control: RunControl, wanted: WantedSource): LedgerSource {
  if (wanted.kind === 'design') {
    const experiment = parseExperiment(wanted.experiment)
    const { directory } = wanted
    const key = JSON.stringify([experiment, directory])
    return { key, experiment, directory, fingerprint: null, checkpoint: null, changes: [] }
  }
  const run = control.find(wanted.runId)
  const { experiment, directory, fingerprint } = store.runs.spec(run.id)
  const { sha256, bytes } = readStoredCheckpoint(store, run, wanted.checkpoint)
  const changes = store.changes.list(run.id)
  const key = JSON.stringify([run.id, wanted.checkpoint, sha256, changes])
  return { key, experiment, directory, fingerprint, checkpoint: bytes, changes }
}

/** A source with its data, ready to be trained. */
export interface LoadedSource {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly checkpoint: Checkpoint | null
  readonly changes: readonly SettingChange[]
}

/**
 * Loads sources, the data of the last one kept at hand: a person looks at one checkpoint after the other.
 *
 * The function it returns throws InputError where the data is gone or another.
 */
export function createSourceLoader(): (source: LedgerSource) => Promise<LoadedSource> {
  let kept: { readonly key: string; readonly dataset: Dataset } | null = null

  return async ({ experiment, directory, fingerprint, checkpoint, changes }) => {
    const key = JSON.stringify([experiment.dataset, experiment.seed, directory, fingerprint])
    if (kept?.key !== key) {
      kept = null
      const dataset = await loadDataset(experiment.dataset, experiment.seed, directory)
      if (fingerprint !== null) requireSameData(fingerprintOf(dataset), fingerprint)
      kept = { key, dataset }
    }
    return { experiment, dataset: kept.dataset, checkpoint: checkpoint && decodeCheckpoint(checkpoint), changes }
  }
}
