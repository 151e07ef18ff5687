import { decodeCheckpoint } from '../../src-engine/checkpoint.ts'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { splitSamples } from '../../src-engine/datasets/split.ts'
import { insightOfCheckpoint } from '../../src-engine/explain/insight/checkpoint-insight.ts'
import { createRng } from '../../src-engine/rng.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import { loadDataset } from '../files/datasets.ts'
import { fastestKernels } from '../files/kernels.ts'
import type { Insight, PlaneSamples, RunSummary, SplitPart } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import { loadDataOf } from './run-data.ts'

/**
 * What a run's last checkpoint has learned, or null before it has one.
 *
 * @throws InputError where its data is not what it was
 */
export async function insightOf(store: Store, run: RunSummary): Promise<Insight | null> {
  const stored = store.checkpoints.read(run.id, 'last')
  if (!stored) return null
  const spec = store.runs.spec(run.id)
  const { experiment } = spec
  const dataset = await loadDataOf(spec)
  const kernels = fastestKernels(experiment.training.precision)
  return insightOfCheckpoint({ experiment, dataset, kernels, checkpoint: decodeCheckpoint(stored.bytes) })
}

/** More points than this are a cloud anyway. */
const mostSamples = 800

/** Some of the data of a run with two inputs, evenly from all of it; null where it has others. */
export async function planeSamplesOf(store: Store, run: RunSummary): Promise<PlaneSamples | null> {
  const { experiment, directory, model } = store.runs.spec(run.id)
  if (sizeOf(model.inputShape) !== 2 || model.vocabulary !== null) return null
  const dataset = await loadDataset(experiment.dataset, experiment.seed, directory)
  const { count, inputs } = dataset
  const partOf = partsOf(dataset, splitSamples(count, experiment.dataset.split, createRng(experiment.seed, 'split')))
  const shown = Math.min(count, mostSamples)
  const indexes = Array.from({ length: shown }, (_, i) => Math.floor((i * count) / shown))
  return {
    positions: indexes.flatMap((index) => [inputs[2 * index] ?? NaN, inputs[2 * index + 1] ?? NaN]),
    targets: indexes.map((index) => targetOf(dataset, index)),
    parts: indexes.map((index) => partOf[index] ?? 'train'),
    classNames: model.classNames,
    inputNames: [model.inputNames?.[0] ?? 'x₁', model.inputNames?.[1] ?? 'x₂'],
  }
}

function partsOf({ count }: Dataset, parts: Readonly<Record<SplitPart, Uint32Array>>): SplitPart[] {
  const found = new Array<SplitPart>(count).fill('train')
  for (const part of ['validation', 'test'] as const) for (const index of parts[part]) found[index] = part
  return found
}

/** The index of the class; of one output, its number. */
function targetOf({ targets, targetShape, targetIndexes }: Dataset, index: number): number {
  const width = targetIndexes ?? sizeOf(targetShape)
  const row = targets.subarray(index * width, (index + 1) * width)
  return width === 1 ? (row[0] ?? NaN) : row.indexOf(Math.max(...row))
}
