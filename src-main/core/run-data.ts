import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { RunSummary } from '../protocol.ts'
import { fingerprintOf, loadDataset, requireSameData } from '../files/datasets.ts'
import type { Store } from '../store/store.ts'

/** The data that runs were made for, the last one kept at hand. */
export interface RunData {
  /** @throws InputError where the data is gone, or is not what the run was made for */
  load(run: RunSummary): Promise<Dataset>
}

export function createRunData(store: Store): RunData {
  let kept: { readonly fingerprint: string; readonly dataset: Promise<Dataset> } | null = null

  async function read(runId: string): Promise<Dataset> {
    const { experiment, directory, fingerprint } = store.runs.spec(runId)
    const dataset = await loadDataset(experiment.dataset, experiment.seed, directory)
    requireSameData(fingerprintOf(dataset), fingerprint)
    return dataset
  }

  return {
    load(run) {
      const { fingerprint } = store.runs.spec(run.id)
      if (kept?.fingerprint === fingerprint) return kept.dataset
      const loading = { fingerprint, dataset: read(run.id) }
      kept = loading
      return loading.dataset.catch((error: unknown) => {
        // The files may be brought back: the next request looks again.
        if (kept === loading) kept = null
        throw error
      })
    },
  }
}
