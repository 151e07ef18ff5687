import { decodeCheckpoint, type Checkpoint } from '../../src-engine/checkpoint.ts'
import type { FloatArray } from '../../src-engine/float-array.ts'
import { exportFormatOf, type ExportFile, type ExportFormatName } from '../../src-engine/formats/index.ts'
import { referenceKernels } from '../../src-engine/kernels/reference.ts'
import { createModel } from '../../src-engine/model.ts'
import { signalOf } from '../../src-engine/validate.ts'
import { inputError } from '../../src-engine/problem.ts'
import { nearestWords, type Neighbour } from '../../src-engine/word2vec/nearest-words.ts'
import type { RunSummary } from '../protocol.ts'
import type { StoredCheckpoint } from '../store/checkpoints.ts'
import type { Store } from '../store/store.ts'
import { conflict, notFound } from './refusal.ts'
import { say } from '../../src-engine/sentence.ts'

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
export function nearestTo(
  store: Store,
  run: RunSummary,
  { word, count, checkpoint }: { readonly word: string; readonly count: number; readonly checkpoint: string },
): readonly Neighbour[] {
  const { words, vectors } = readWordVectors(store, run, checkpoint)
  const index = words.indexOf(word)
  if (index < 0) {
    const vocabulary = { count: words.length, some: words.slice(0, 8).join(', ') }
    throw inputError(
      [],
      say('"{word}" is not in the vocabulary', { word }),
      say('it has {count} words: {some}, …', vocabulary),
    )
  }
  return nearestWords(words, vectors, index, count)
}

/** A run's words, the most frequent first, and their vectors (V, N). Throws InputError where the run has no words. */
export function readWordVectors(
  store: Store,
  run: RunSummary,
  checkpoint: string,
): { readonly words: readonly string[]; readonly vectors: FloatArray } {
  const { experiment, model } = store.runs.spec(run.id)
  const embedding = experiment.network.layers.findIndex(({ type }) => type === 'embedding')
  if (model.vocabulary === null || embedding < 0) {
    throw inputError(
      [],
      say('run #{number} has learned no words', { number: run.number }),
      say('give a run on the dataset text'),
    )
  }
  const { parameters } = readCheckpoint(store, run, checkpoint)
  const weight = parameters.find(({ name }) => name === `layers.${embedding}.weight`)
  if (!weight) throw new Error(`run ${run.id} has no word vectors`)
  return { words: model.vocabulary, vectors: weight.values }
}

export interface ExportWish {
  readonly format: ExportFormatName
  readonly checkpoint: string
  /** Null for a name made from the run's. */
  readonly fileName: string | null
}

/**
 * The weights of one checkpoint of a run, in a format that opens elsewhere; the first file is the one asked for.
 *
 * @throws InputError where this network cannot be written so; Refusal where there is no such checkpoint
 */
export function exportWeights(store: Store, run: RunSummary, wish: ExportWish): readonly ExportFile[] {
  const { experiment, model, engineVersion } = store.runs.spec(run.id)
  const format = exportFormatOf(wish.format)
  if (!format.takes(model)) {
    const asked = { number: run.number, format: format.label }
    throw inputError([], say('run #{number} cannot be written as {format}', asked), say('choose another format'))
  }
  const checkpoint = readCheckpoint(store, run, wish.checkpoint)
  const input = {
    experiment,
    model,
    run: { id: run.id, engineVersion },
    checkpointName: wish.checkpoint,
    checkpoint,
    // The run was scored with its last weights and no others.
    scores: wish.checkpoint === 'last' ? run.metrics : null,
    curves: store.metrics.list(run.id),
  }
  return format.encode(input, wish.fileName ?? fileNameOf(run, wish.checkpoint, format.extension))
}

function fileNameOf(run: RunSummary, checkpoint: string, extension: string): string {
  const suffix = checkpoint === 'last' ? '' : `_${checkpoint.replace(':', '_')}`
  return `${slugOf(run.name)}_${run.id}${suffix}.${extension}`
}

/** Throws Refusal where the run has no such checkpoint. */
export function readCheckpoint(store: Store, run: RunSummary, name: string): Checkpoint {
  return decodeCheckpoint(readStoredCheckpoint(store, run, name).bytes)
}

/** The same as it lies in the store. Throws Refusal where the run has no such checkpoint. */
export function readStoredCheckpoint(store: Store, run: RunSummary, name: string): StoredCheckpoint {
  const stored = store.checkpoints.read(run.id, name)
  if (stored) return stored
  const present = store.checkpoints.list(run.id).map((checkpoint) => checkpoint.name)
  if (present.length === 0)
    throw conflict(say('Run #{number} has no weights yet; wait until it has started.', { number: run.number }))
  throw notFound(
    say('Run #{number} has no checkpoint {checkpoint}; it has {present}.', {
      number: run.number,
      checkpoint: name,
      present: present.join(', '),
    }),
  )
}

/** A name that every file system takes, and Python as the name of a module. */
function slugOf(name: string): string {
  const slug = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_')
  return slug.replace(/^_+|_+$/g, '').slice(0, 60) || 'run'
}
