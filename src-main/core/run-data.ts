import type { RunSummary } from '../protocol.ts'
import { requireSameData } from '../files/datasets.ts'
import { loadInThread, type LoadedDataset } from '../files/load-in-thread.ts'
import type { Store } from '../store/store.ts'

/** The data that runs were made for, read without keeping the lab from anything else; the last few kept at hand. */
export interface RunData {
  /** @throws InputError where the data is gone, or is not what the run was made for */
  load(run: Pick<RunSummary, 'id'>): Promise<LoadedDataset>
}

/** Runs that are compared may have data of their own each; bytes that all but the last of them may take together. */
const mostKept = 10
const mostBytes = 2 ** 28

export function createRunData(store: Store): RunData {
  /** By fingerprint, the one used last at the end. */
  const kept = new Map<string, Promise<LoadedDataset>>()
  const sizes = new Map<string, number>()

  async function read(runId: string): Promise<LoadedDataset> {
    const { experiment, directory, fingerprint } = store.runs.spec(runId)
    const loaded = await loadInThread({ spec: experiment.dataset, seed: experiment.seed, directory })
    requireSameData(loaded.fingerprint, fingerprint)
    return loaded
  }

  function keep(fingerprint: string, loading: Promise<LoadedDataset>): void {
    kept.delete(fingerprint)
    kept.set(fingerprint, loading)
    let bytes = 0
    for (const [place, key] of [...kept.keys()].reverse().entries()) {
      bytes += sizes.get(key) ?? 0
      if (place > 0 && (place >= mostKept || bytes > mostBytes)) forget(key)
    }
  }

  function forget(fingerprint: string): void {
    kept.delete(fingerprint)
    sizes.delete(fingerprint)
  }

  return {
    load(run) {
      const { fingerprint } = store.runs.spec(run.id)
      const known = kept.get(fingerprint)
      if (known) {
        keep(fingerprint, known)
        return known
      }
      const loading = read(run.id)
      keep(fingerprint, loading)
      loading.then(
        ({ dataset: { inputs, targets } }) => {
          if (kept.get(fingerprint) === loading) sizes.set(fingerprint, inputs.byteLength + targets.byteLength)
        },
        () => {
          // The files may be brought back: the next request looks again.
          if (kept.get(fingerprint) === loading) forget(fingerprint)
        },
      )
      return loading
    },
  }
}
