import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { classCounts } from '../../src-engine/datasets/gather.ts'
import { splitSamples } from '../../src-engine/datasets/split.ts'
import { datasetSchema, type DatasetSpec } from '../../src-engine/datasets/index.ts'
import { InputError } from '../../src-engine/problem.ts'
import { createRng } from '../../src-engine/rng.ts'
import { problemsOf } from '../../src-engine/schema-problems.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { DatasetSummary } from '../protocol.ts'
import { fingerprintOf, loadDataset } from '../files/datasets.ts'

const previewCount = 12

/**
 * What a person wants to know of data before training on it.
 *
 * @param json a dataset as it stands in an experiment
 * @throws InputError with paths from the experiment's root
 */
export async function inspectDataset(json: unknown, seed: number, directory: string | null): Promise<DatasetSummary> {
  const spec = parseDataset(json)
  const dataset = await loadDataset(spec, seed, directory)
  const { count, inputShape, targetShape, task } = dataset
  const parts = splitSamples(count, spec.split, createRng(seed, 'split'))
  const inputWidth = sizeOf(inputShape)
  const targetWidth = dataset.targetIndexes ?? sizeOf(targetShape)
  return {
    count,
    inputShape,
    targetShape,
    task,
    classNames: dataset.classNames ?? null,
    inputNames: dataset.inputNames ?? null,
    vocabulary: dataset.vocabulary ?? null,
    classCounts: task === 'classification' ? countClasses(dataset) : null,
    inputRange: rangeOf(dataset.inputs),
    parts: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
    fingerprint: fingerprintOf(dataset),
    preview: Array.from({ length: Math.min(previewCount, count) }, (_, i) => ({
      input: Array.from(dataset.inputs.subarray(i * inputWidth, (i + 1) * inputWidth)),
      target: Array.from(dataset.targets.subarray(i * targetWidth, (i + 1) * targetWidth)),
    })),
  }
}

function parseDataset(json: unknown): DatasetSpec {
  const { success, data, error } = datasetSchema.safeParse(json)
  if (success) return data
  const problems = problemsOf(error, datasetSchema, json)
  throw new InputError(problems.map((problem) => ({ ...problem, path: ['dataset', ...problem.path] })))
}

function countClasses(dataset: Dataset): number[] {
  const all = Uint32Array.from({ length: dataset.count }, (_, i) => i)
  const counts = Array.from(classCounts(dataset, all))
  // Of one output, 1 is a class and so is 0.
  return counts.length === 1 ? [dataset.count - (counts[0] ?? 0), ...counts] : counts
}

function rangeOf(values: Dataset['inputs']): DatasetSummary['inputRange'] {
  let minimum = Infinity
  let maximum = -Infinity
  let sum = 0
  for (const value of values) {
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
    sum += value
  }
  return { minimum, maximum, mean: sum / values.length }
}
