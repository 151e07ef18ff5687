import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import { InputError, type Problem } from '../../src-engine/problem.ts'
import { datasetTypeOf } from '../../src-engine/registry.ts'
import { createRng } from '../../src-engine/rng.ts'
import type { DatasetSummary } from '../../src-main/protocol.ts'
import type { DataFacts } from './fixes.ts'

/** What the drawing board knows of the data. Old facts stay while new ones are on their way. */
export interface DataState {
  readonly status: 'loading' | 'ready' | 'failed'
  /** Shapes and task; null until known for the first time. */
  readonly facts: DataFacts | Dataset | null
  /** The samples themselves, where they are drawn in the page. */
  readonly dataset: Dataset | null
  /** Counts, ranges and the first samples, as the lab finds them. */
  readonly summary: DatasetSummary | null
  readonly problems: readonly Problem[]
}

/** The samples of a drawn dataset, the very ones a run will get. Problems have paths from the experiment's root. */
export function drawDataset(spec: DatasetSpec, seed: number): { dataset: Dataset } | { problems: readonly Problem[] } {
  const type = datasetTypeOf(spec)
  if (!('load' in type)) throw new Error(`${spec.name} is not drawn in the page`)
  try {
    return { dataset: type.load(spec, { rng: createRng(seed, 'dataset'), files: {} }) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { problems: error.problems.map((problem) => ({ ...problem, path: ['dataset', ...problem.path] })) }
  }
}
