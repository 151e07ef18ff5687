import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { inputError } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import { formatShape, sameShape } from '../../src-engine/shape.ts'
import type { DataFingerprint, RunSummary } from '../protocol.ts'
import { requireSameData } from '../files/datasets.ts'
import { loadInThread, type LoadedDataset } from '../files/load-in-thread.ts'
import { pointTo } from './data-files.ts'
import { folderWith } from './imports/known-folder.ts'
import type { RunSpec } from '../store/run-repository.ts'
import type { Store } from '../store/store.ts'

/** The data that runs were made for, read without keeping the lab from anything else; the last few kept at hand. */
export interface RunData {
  /** @throws InputError where the data is gone, or is not what the run was made for */
  load(run: Pick<RunSummary, 'id'>): Promise<LoadedDataset>
  /**
   * Says where the files of its data are now. Nothing is changed where they hold other data.
   *
   * @param paths full paths of all files that are missing, by key
   * @throws InputError where the data cannot be read, or is not what the run was made for
   */
  place(run: Pick<RunSummary, 'id'>, paths: Readonly<Record<string, string>>): Promise<void>
}

/** Runs that are compared may have data of their own each; bytes that all but the last of them may take together. */
const mostKept = 10
const mostBytes = 2 ** 28

export function createRunData(store: Store): RunData {
  /** By fingerprint, or by run where nobody knows it; the one used last at the end. */
  const kept = new Map<string, Promise<LoadedDataset>>()
  const sizes = new Map<string, number>()

  async function read(spec: RunSpec): Promise<LoadedDataset> {
    const { experiment, directory, fingerprint } = spec
    const loaded = await loadInThread({ spec: experiment.dataset, seed: experiment.seed, directory })
    if (fingerprint === null) requireFittingData(loaded.dataset, spec)
    else requireSameData(loaded.fingerprint, fingerprint)
    return loaded
  }

  function keep(key: string, loading: Promise<LoadedDataset>): void {
    kept.delete(key)
    kept.set(key, loading)
    let bytes = 0
    for (const [place, one] of [...kept.keys()].reverse().entries()) {
      bytes += sizes.get(one) ?? 0
      if (place > 0 && (place >= mostKept || bytes > mostBytes)) forget(one)
    }
  }

  function forget(key: string): void {
    kept.delete(key)
    sizes.delete(key)
  }

  return {
    async place(run, paths) {
      const spec = store.runs.spec(run.id)
      const place = placeOf(spec, paths)
      await read({ ...spec, ...place })
      store.runs.placeData(run.id, place.experiment, place.directory)
    },
    load(run) {
      const spec = store.runs.spec(run.id)
      const key = spec.fingerprint ?? run.id
      const known = kept.get(key)
      if (known) {
        keep(key, known)
        return known
      }
      const loading = read(spec)
      keep(key, loading)
      loading.then(
        ({ dataset: { inputs, targets } }) => {
          if (kept.get(key) === loading) sizes.set(key, inputs.byteLength + targets.byteLength)
        },
        () => {
          // The files may be brought back: the next request looks again.
          if (kept.get(key) === loading) forget(key)
        },
      )
      return loading
    },
  }
}

/** The names stay where there is a folder from which they lead to the files; otherwise they become full paths. */
function placeOf(
  { experiment, directory }: RunSpec,
  paths: Readonly<Record<string, string>>,
): Pick<RunSpec, 'experiment' | 'directory'> {
  const pointed = pointTo(experiment, paths)
  const folder = folderWith(experiment.dataset, { dataset: pointed.dataset, directory })
  return folder === null ? { experiment: pointed, directory } : { experiment, directory: folder }
}

/**
 * Where nobody knows what weights were trained on, the experiment's data is taken for it as far as it fits the network.
 *
 * @throws InputError where it does not
 */
function requireFittingData({ inputShape, targetShape, vocabulary }: Dataset, { model }: Pick<RunSpec, 'model'>): void {
  const remedy = say('bring the data back that the weights were trained on, or import them with another experiment')
  if (!sameShape(inputShape, model.inputShape) || !sameShape(targetShape, model.targetShape)) {
    const found = `${formatShape(inputShape)} → ${formatShape(targetShape)}`
    const needed = `${formatShape(model.inputShape)} → ${formatShape(model.targetShape)}`
    throw inputError(['dataset'], say('is {found}, and the network takes {needed}', { found, needed }), remedy)
  }
  if (JSON.stringify(vocabulary ?? null) !== JSON.stringify(model.vocabulary)) {
    throw inputError(['dataset'], say('has other words than the network knows'), remedy)
  }
}

/**
 * Training goes on with the data a run was made for; where nobody knows it, with data that is scaled as the run's was.
 *
 * @throws InputError where it is another
 */
export function requireDataToGoOn(
  spec: Pick<RunSpec, 'fingerprint' | 'model'>,
  found: Pick<RunSpec, 'model'> & { readonly fingerprint: DataFingerprint },
): void {
  if (spec.fingerprint !== null) {
    requireSameData(found.fingerprint, spec.fingerprint)
    return
  }
  if (JSON.stringify(found.model.scaling) === JSON.stringify(spec.model.scaling)) return
  throw inputError(
    ['dataset'],
    say('is scaled otherwise than what the imported weights were trained on, so it is other data'),
    say('bring that data back, or start a new run'),
  )
}
