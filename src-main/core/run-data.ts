import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { inputError } from '../../src-engine/problem.ts'
import { formatShape, sameShape } from '../../src-engine/shape.ts'
import type { RunSummary } from '../protocol.ts'
import { fingerprintOf, loadDataset, requireSameData } from '../files/datasets.ts'
import type { RunSpec } from '../store/runs.ts'
import type { Store } from '../store/store.ts'

/** The data that runs were made for, the last one kept at hand. */
export interface RunData {
  /** @throws InputError where the data is gone, or is not what the run was made for */
  load(run: RunSummary): Promise<Dataset>
}

export function createRunData(store: Store): RunData {
  let kept: { readonly key: string; readonly dataset: Promise<Dataset> } | null = null

  return {
    load(run) {
      const spec = store.runs.spec(run.id)
      const key = spec.fingerprint ?? run.id
      if (kept?.key === key) return kept.dataset
      const loading = { key, dataset: loadDataOf(spec) }
      kept = loading
      return loading.dataset.catch((error: unknown) => {
        // The files may be brought back: the next request looks again.
        if (kept === loading) kept = null
        throw error
      })
    },
  }
}

/** @throws InputError where the data is gone, or is not what the run was made for */
export async function loadDataOf(spec: RunSpec): Promise<Dataset> {
  const { experiment, directory, fingerprint } = spec
  const dataset = await loadDataset(experiment.dataset, experiment.seed, directory)
  if (fingerprint === null) requireFittingData(dataset, spec)
  else requireSameData(fingerprintOf(dataset), fingerprint)
  return dataset
}

/**
 * Where nobody knows what weights were trained on, the experiment's data is taken for it as far as it fits the network.
 *
 * @throws InputError where it does not
 */
function requireFittingData({ inputShape, targetShape, vocabulary }: Dataset, { model }: Pick<RunSpec, 'model'>): void {
  const remedy = 'bring the data back that the weights were trained on, or import them with another experiment'
  if (!sameShape(inputShape, model.inputShape) || !sameShape(targetShape, model.targetShape)) {
    const found = `${formatShape(inputShape)} → ${formatShape(targetShape)}`
    const needed = `${formatShape(model.inputShape)} → ${formatShape(model.targetShape)}`
    throw inputError(['dataset'], `is ${found}, and the network takes ${needed}`, remedy)
  }
  if (JSON.stringify(vocabulary ?? null) !== JSON.stringify(model.vocabulary)) {
    throw inputError(['dataset'], 'has other words than the network knows', remedy)
  }
}

/**
 * Training goes on with the data a run was made for; where nobody knows it, with data that is scaled as the run's was.
 *
 * @throws InputError where it is another
 */
export function requireDataToGoOn(
  spec: Pick<RunSpec, 'fingerprint' | 'model'>,
  found: Pick<RunSpec, 'model'> & { readonly fingerprint: ReturnType<typeof fingerprintOf> },
): void {
  if (spec.fingerprint !== null) {
    requireSameData(found.fingerprint, spec.fingerprint)
    return
  }
  if (JSON.stringify(found.model.scaling) === JSON.stringify(spec.model.scaling)) return
  const message = 'is scaled otherwise than what the imported weights were trained on, so it is other data'
  throw inputError(['dataset'], message, 'bring that data back, or start a new run')
}
