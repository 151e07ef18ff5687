import { InputError } from '../../src-engine/problem.ts'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import { planTraining } from '../../src-engine/training-plan.ts'
import { architectureOf, checkExperiment } from '../../src-engine/validate.ts'
import type { DataFingerprint, ModelInfo } from '../protocol.ts'
import { fingerprintOf, loadDataset } from '../files/datasets.ts'

/** An experiment that can be trained, and all that must be known of it before the first batch. */
export interface Preflight {
  readonly experiment: Experiment
  readonly fingerprint: DataFingerprint
  readonly model: ModelInfo
  readonly architecture: string
  readonly parameterCount: number
  readonly totalSteps: number
}

/**
 * Checks everything a person may have got wrong, in the order they would look for it: file, data, network.
 *
 * @throws InputError with every problem of the first of these that has any
 */
export async function preflight(json: unknown, directory: string | null): Promise<Preflight> {
  const experiment = parseExperiment(json)
  const dataset = await loadDataset(experiment.dataset, experiment.seed, directory)
  const report = checkExperiment(experiment, dataset)
  if (report.problems.length > 0) throw new InputError(report.problems)
  const { scaling, totalSteps } = planTraining(experiment, dataset)
  const { inputShape, targetShape, task, classNames = null, inputNames = null, vocabulary = null } = dataset
  const { columns, targetNames } = dataset
  const named = { inputNames, ...(columns ? { columns } : {}), ...(targetNames ? { targetNames } : {}) }
  return {
    experiment,
    fingerprint: fingerprintOf(dataset),
    model: { inputShape, targetShape, task, classNames, ...named, vocabulary, scaling },
    architecture: architectureOf(experiment, dataset),
    parameterCount: report.parameterCount,
    totalSteps,
  }
}
