import { decodeCheckpoint } from '../../src-engine/checkpoint.ts'
import { splitSamples } from '../../src-engine/datasets/split.ts'
import { insightOfCheckpoint } from '../../src-engine/explain/insight/checkpoint-insight.ts'
import { createRng } from '../../src-engine/rng.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import { fastestKernels } from '../files/kernels.ts'
import type { Insight, PlaneSamples, RunSummary } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import { samplesOnPlane } from './plane-samples.ts'
import type { RunData } from './run-data.ts'

/**
 * What a run's last checkpoint has learned, or null before it has one.
 *
 * @throws InputError where its data is not what it was
 */
export async function insightOf(store: Store, data: RunData, run: RunSummary): Promise<Insight | null> {
  const stored = store.checkpoints.read(run.id, 'last')
  if (!stored) return null
  const { experiment } = store.runs.spec(run.id)
  const { dataset } = await data.load(run)
  const kernels = fastestKernels(experiment.training.precision)
  return insightOfCheckpoint({ experiment, dataset, kernels, checkpoint: decodeCheckpoint(stored.bytes) })
}

/** More points than this are a cloud anyway. */
const mostSamples = 800

/** Some of the data of a run with two inputs, evenly from all of it; null where it has others. Throws InputError as above. */
export async function planeSamplesOf(store: Store, data: RunData, run: RunSummary): Promise<PlaneSamples | null> {
  const { experiment, model } = store.runs.spec(run.id)
  if (sizeOf(model.inputShape) !== 2 || model.vocabulary !== null) return null
  const { dataset } = await data.load(run)
  const parts = splitSamples(dataset.count, experiment.dataset.split, createRng(experiment.seed, 'split'))
  return samplesOnPlane(dataset, parts, mostSamples)
}
