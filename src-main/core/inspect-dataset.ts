import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { examine, type Examination } from '../../src-engine/datasets/findings/index.ts'
import { classCounts } from '../../src-engine/datasets/gather.ts'
import { splitSamples } from '../../src-engine/datasets/split.ts'
import { datasetSchema, type DatasetSpec } from '../../src-engine/datasets/index.ts'
import { InputError } from '../../src-engine/problem.ts'
import { createRng } from '../../src-engine/rng.ts'
import { problemsOf } from '../../src-engine/schema-problems.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { DatasetExamination, DatasetSummary, ExaminationProgress, SplitPart } from '../protocol.ts'
import { fingerprintOf, loadDataset } from '../files/datasets.ts'
import { describeColumns, describeRows, mostColumns } from './dataset-rows.ts'
import { samplesOnPlane } from './plane-samples.ts'

const previewCount = 12
/** More points than this are a cloud anyway. */
const mostPoints = 2000

type Progress = (progress: ExaminationProgress) => void

/**
 * What a person wants to know of data before training on it. Large data takes seconds and keeps this thread busy: the
 * lab has it done by another one (`inspector.ts`).
 *
 * @param json a dataset as it stands in an experiment
 * @throws InputError with paths from the experiment's root
 */
export async function inspectDataset(json: unknown, seed: number, directory: string | null): Promise<DatasetSummary> {
  return summaryOf(await look(json, seed, directory, 0, ignore))
}

/** The same, with columns and samples to see. */
export async function examineDataset(
  json: unknown,
  seed: number,
  directory: string | null,
  onProgress: Progress = ignore,
): Promise<DatasetExamination> {
  const seen = await look(json, seed, directory, mostColumns, onProgress)
  const { dataset, parts, examination } = seen
  const { inputs, targets } = examination
  return {
    ...summaryOf(seen),
    columns: describeColumns(dataset, inputs, targets),
    columnCount: inputs.length + targets.length,
    rows: describeRows(dataset, parts),
    points: samplesOnPlane(dataset, parts, mostPoints),
  }
}

interface Seen {
  readonly dataset: Dataset
  readonly parts: Readonly<Record<SplitPart, Uint32Array>>
  readonly examination: Examination
}

async function look(
  json: unknown,
  seed: number,
  directory: string | null,
  histograms: number,
  onProgress: Progress,
): Promise<Seen> {
  const spec = parseDataset(json)
  onProgress({ stage: 'loading', share: null })
  const dataset = await loadDataset(spec, seed, directory)
  const parts = splitSamples(dataset.count, spec.split, createRng(seed, 'split'))
  const work = examine(dataset, { scale: spec.scale, parts, histograms })
  for (;;) {
    const step = work.next()
    if (step.done) return { dataset, parts, examination: step.value }
    onProgress({ stage: 'checking', share: step.value })
  }
}

function summaryOf({ dataset, parts, examination }: Seen): DatasetSummary {
  const { count, inputShape, targetShape, task } = dataset
  const inputWidth = sizeOf(inputShape)
  const targetWidth = dataset.targetIndexes ?? sizeOf(targetShape)
  return {
    count,
    inputShape,
    targetShape,
    task,
    classNames: dataset.classNames ?? null,
    inputNames: dataset.inputNames ?? null,
    targetNames: dataset.targetNames ?? null,
    vocabulary: dataset.vocabulary ?? null,
    classCounts: task === 'classification' ? countClasses(dataset) : null,
    inputRange: rangeOf(dataset.inputs),
    targetRange: dataset.targetIndexes === undefined ? boundsOf(dataset.targets) : null,
    parts: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
    fingerprint: fingerprintOf(dataset),
    preview: Array.from({ length: Math.min(previewCount, count) }, (_, i) => ({
      input: Array.from(dataset.inputs.subarray(i * inputWidth, (i + 1) * inputWidth)),
      target: Array.from(dataset.targets.subarray(i * targetWidth, (i + 1) * targetWidth)),
    })),
    warnings: examination.findings,
  }
}

function ignore(): void {
  // Nobody waits for word of it.
}

export function parseDataset(json: unknown): DatasetSpec {
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
  let sum = 0
  for (const value of values) sum += value
  return { ...boundsOf(values), mean: sum / values.length }
}

function boundsOf(values: Dataset['inputs']): { minimum: number; maximum: number } {
  let minimum = Infinity
  let maximum = -Infinity
  for (const value of values) {
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
  }
  return { minimum, maximum }
}
