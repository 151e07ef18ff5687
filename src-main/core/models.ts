import { decodeCheckpoint, type Checkpoint } from '../../src-engine/checkpoint.ts'
import { encodeJsonWeights } from '../../src-engine/formats/json.ts'
import { encodeNpz } from '../../src-engine/formats/npz.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { createModel } from '../../src-engine/model.ts'
import { signalOf } from '../../src-engine/validate.ts'
import { inputError } from '../../src-engine/problem.ts'
import { nearestWords, type Neighbour } from '../../src-engine/word2vec/nearest-words.ts'
import type { ExportFormat, RunSummary } from '../protocol.ts'
import type { RunSpec } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import { conflict, notFound } from './refusal.ts'

/**
 * Outputs of the run's latest weights for rows of raw inputs, both flat.
 *
 * @throws InputError on a row of the wrong length; Refusal where the run has no weights yet
 */
export function predict(store: Store, run: RunSummary, inputs: readonly (readonly number[])[]): number[][] {
  const { experiment, model } = store.runs.spec(run.id)
  const { parameters } = readCheckpoint(store, run, 'last')
  const input = signalOf(model)
  return createModel({ experiment, input, scaling: model.scaling, parameters, kernels: referenceKernels }).predict(
    inputs,
  )
}

/**
 * The words nearest to a word in a run's trained vectors, by the cosine of their angle.
 *
 * @throws InputError where the run has no words, or not this one
 */
export function nearestTo(store: Store, run: RunSummary, word: string, count: number): readonly Neighbour[] {
  const { experiment, model } = store.runs.spec(run.id)
  const embedding = experiment.network.layers.findIndex(({ type }) => type === 'embedding')
  if (model.vocabulary === null || embedding < 0) {
    throw inputError([], `run #${run.number} has learned no words`, 'give a run on the dataset text')
  }
  const index = model.vocabulary.indexOf(word)
  if (index < 0) {
    const some = model.vocabulary.slice(0, 8).join(', ')
    throw inputError([], `"${word}" is not in the vocabulary`, `it has ${model.vocabulary.length} words: ${some}, …`)
  }
  const vectors = readCheckpoint(store, run, 'last').parameters.find(
    ({ name }) => name === `layers.${embedding}.weight`,
  )
  if (!vectors) throw new Error(`run ${run.id} has no word vectors`)
  return nearestWords(model.vocabulary, vectors.values, index, count)
}

export interface ExportedWeights {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** The weights of one checkpoint of a run, in a format that opens elsewhere. */
export function exportWeights(store: Store, run: RunSummary, format: ExportFormat, name: string): ExportedWeights {
  const bytes = encoders[format](store.runs.spec(run.id), readCheckpoint(store, run, name))
  return {
    fileName: `${slugOf(run.name)}-${run.id}${name === 'last' ? '' : `-${name.replace(':', '-')}`}.${format}`,
    bytes,
  }
}

const encoders: Readonly<Record<ExportFormat, (spec: RunSpec, checkpoint: Checkpoint) => Uint8Array>> = {
  json: ({ experiment, model }, checkpoint) => encodeJsonWeights({ experiment, model, checkpoint }),
  npz: (_spec, { parameters }) => encodeNpz(parameters),
}

function readCheckpoint(store: Store, run: RunSummary, name: string): Checkpoint {
  const stored = store.checkpoints.read(run.id, name)
  if (stored) return decodeCheckpoint(stored.bytes)
  const present = store.checkpoints.list(run.id).map((checkpoint) => checkpoint.name)
  if (present.length === 0) throw conflict(`Run #${run.number} has no weights yet; wait until it has started.`)
  throw notFound(`Run #${run.number} has no checkpoint ${name}; it has ${present.join(', ')}.`)
}

/** A name that every file system takes. */
function slugOf(name: string): string {
  const slug = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')
  return slug.replace(/^-+|-+$/g, '').slice(0, 60) || 'run'
}
