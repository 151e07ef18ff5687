import { predictSamples, type Predictions } from '../../src-engine/evaluation.ts'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { splitSamples } from '../../src-engine/datasets/split.ts'
import { createRng } from '../../src-engine/rng.ts'
import { createModel, type Model } from '../../src-engine/model.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { inputError } from '../../src-engine/problem.ts'
import { signalOf } from '../../src-engine/validate.ts'
import type {
  CheckpointInfo,
  Evaluation,
  Experiment,
  Explanation,
  Responses,
  RunSummary,
  SplitPart,
} from '../protocol.ts'
import { fastestKernels } from '../files/kernels.ts'
import type { Store } from '../store/store.ts'
import { describePredictions } from './describe-predictions.ts'
import { chooseSamples, describeSamples, rowOf, type Cell } from './evaluated-samples.ts'
import { inSlices } from './in-slices.ts'
import { readCheckpoint } from './models.ts'
import { notFound } from './refusal.ts'
import type { RunData } from './run-data.ts'
import { shownActivation } from './shown-activation.ts'
import { say } from '../../src-engine/sentence.ts'

/** Says how the weights of a checkpoint do, on the run's own data and on inputs of a person's own. */
export interface Evaluator {
  /** @throws InputError where the part is empty, or the data is gone or another; Refusal without such a checkpoint */
  evaluate(run: RunSummary, wish: { readonly part: SplitPart | null; readonly checkpoint: string }): Promise<Evaluation>
  samples(run: RunSummary, wish: SampleWish): Promise<Responses['getSamples']>
  /** @throws InputError on an input of the wrong length */
  explain(run: RunSummary, checkpoint: string, input: readonly number[]): Explanation
}

export interface SampleWish {
  readonly part: SplitPart
  readonly checkpoint: string
  readonly cell: Cell | null
  readonly count: number
}

/** Evaluations kept: a person looks at the samples of what was just evaluated, and back at another part or run. */
const mostKept = 12

export function createEvaluator(store: Store, data: RunData): Evaluator {
  const predictions = new Map<string, Promise<Predictions>>()
  const partings = new WeakMap<Dataset, Map<string, Record<SplitPart, Uint32Array>>>()
  let lastModel: { readonly key: string; readonly model: Model } | null = null

  /** As training split the data; drawn once for all runs that split the same data alike. */
  function partsOf({ seed, dataset: { split } }: Experiment, dataset: Dataset): Record<SplitPart, Uint32Array> {
    const known = partings.get(dataset) ?? new Map<string, Record<SplitPart, Uint32Array>>()
    const key = `${seed} ${JSON.stringify(split)}`
    const parts = known.get(key) ?? splitSamples(dataset.count, split, createRng(seed, 'split'))
    partings.set(dataset, known.set(key, parts))
    return parts
  }

  /** The same weights on the same part are run once. */
  function predictionsOf(run: RunSummary, checkpoint: CheckpointInfo, part: SplitPart): Promise<Predictions> {
    const key = `${run.id} ${checkpoint.sha256} ${part}`
    const known = predictions.get(key)
    if (known) return known
    const made = predictPart(run, checkpoint.name, part)
    predictions.set(key, made)
    made.catch(() => predictions.delete(key))
    const [oldest] = predictions.keys()
    if (predictions.size > mostKept && oldest !== undefined) predictions.delete(oldest)
    return made
  }

  async function predictPart(run: RunSummary, checkpoint: string, part: SplitPart): Promise<Predictions> {
    const { experiment, model } = store.runs.spec(run.id)
    const { dataset } = await data.load(run)
    const { parameters } = readCheckpoint(store, run, checkpoint)
    const indexes = partsOf(experiment, dataset)[part]
    const kernels = fastestKernels(experiment.training.precision)
    return inSlices(predictSamples({ experiment, dataset, scaling: model.scaling, parameters, indexes, kernels }))
  }

  function checkpointOf(run: RunSummary, name: string): CheckpointInfo {
    const found = store.checkpoints.list(run.id).find((checkpoint) => checkpoint.name === name)
    if (found) return found
    // Says which there are.
    readCheckpoint(store, run, name)
    throw notFound(say('Run #{number} has no checkpoint {checkpoint}.', { number: run.number, checkpoint: name }))
  }

  function modelOf(run: RunSummary, checkpoint: string): Model {
    const key = `${run.id} ${checkpointOf(run, checkpoint).sha256}`
    if (lastModel?.key === key) return lastModel.model
    const { experiment, model: info } = store.runs.spec(run.id)
    const { parameters } = readCheckpoint(store, run, checkpoint)
    const input = signalOf(info)
    const model = createModel({ experiment, input, scaling: info.scaling, parameters, kernels: referenceKernels })
    lastModel = { key, model }
    return model
  }

  return {
    async evaluate(run, { part: wanted, checkpoint: name }) {
      const checkpoint = checkpointOf(run, name)
      const { experiment, model } = store.runs.spec(run.id)
      const { dataset, inputs, inputRange } = await data.load(run)
      const indexes = partsOf(experiment, dataset)
      const { train, validation, test } = indexes
      const parts = { train: train.length, validation: validation.length, test: test.length }
      const part = wanted ?? (['test', 'validation'] as const).find((one) => parts[one] > 0) ?? 'train'
      if (parts[part] === 0) {
        throw inputError(
          ['part'],
          say('the run has no {part} samples', { part }),
          say('choose another part, or split the data otherwise'),
        )
      }
      const predicted = await predictionsOf(run, checkpoint, part)
      const hasCategories = inputs?.some(({ categories }) => categories !== undefined) ?? false
      const example = hasCategories ? rowOf(dataset, indexes[part][0] ?? 0) : null
      return { part, parts, checkpoint, inputs, example, inputRange, ...describePredictions(predicted, model) }
    },
    async samples(run, { part, checkpoint, cell, count }) {
      const predicted = await predictionsOf(run, checkpointOf(run, checkpoint), part)
      const chosen = chooseSamples(predicted, cell)
      const { dataset } = await data.load(run)
      return {
        total: chosen.length,
        samples: describeSamples(chosen.slice(0, count), predicted, dataset, modelOf(run, checkpoint)),
      }
    },
    explain(run, checkpoint, input) {
      const layers = modelOf(run, checkpoint).explain(input)
      return { output: [...(layers.at(-1)?.values ?? [])], layers: layers.map(shownActivation) }
    },
  }
}
