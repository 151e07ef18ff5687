import { createHash } from 'node:crypto'
import {
  encodeCheckpoint,
  weightBytes,
  type Checkpoint,
  type TrainingPosition,
} from '../../../src-engine/checkpoint.ts'
import { fitWeights, requireSoundModel } from '../../../src-engine/formats/fit-weights.ts'
import type { ImportedWeights } from '../../../src-engine/formats/imported-weights.ts'
import { inputError } from '../../../src-engine/problem.ts'
import { optimizerOf } from '../../../src-engine/registry.ts'
import { say } from '../../../src-engine/sentence.ts'
import { architectureOf, checkNetwork } from '../../../src-engine/validate.ts'
import type { DataFingerprint, Experiment, ModelInfo, RunImport, RunSummary } from '../../protocol.ts'
import { newRunId } from '../../store/run-id.ts'
import type { Store } from '../../store/store.ts'

/** The stack weights go into, and what it is fed. */
export interface Destination {
  readonly experiment: Experiment
  readonly model: ModelInfo
  /** The folder that file names of its data are meant from; null where it came from none. */
  readonly directory: string | null
}

export interface WeightsFile {
  readonly name: string
  readonly sha256: string
  readonly weights: ImportedWeights
}

const beginning: TrainingPosition = { epoch: 0, batch: 0, step: 0 }
const empty = { samples: 0, loss: 0, correct: 0 }

/**
 * Makes a run of weights that a file holds: completed, with one checkpoint, `last`. What they were before they were
 * trained nobody knows, so there is no `initial`; the optimiser begins anew where the run is trained on.
 *
 * @param destination null for what the file itself says
 * @throws InputError with everything that does not fit; nothing is stored then
 */
export function importWeights(
  store: Store,
  { name, sha256, weights }: WeightsFile,
  destination: Destination,
  now: number,
): { readonly run: RunSummary; readonly imported: RunImport } {
  const { experiment, directory } = destination
  const model = modelFor(destination, weights)
  requireSoundModel(experiment, model)
  const parameters = fitWeights(experiment, model, weights.tensors)
  const { position, provenance } = weights.head ?? { position: beginning, provenance: null }
  const { precision } = experiment.training
  const checkpoint: Checkpoint = {
    precision,
    seed: experiment.seed,
    position,
    window: empty,
    epochTally: empty,
    bestLoss: null,
    waiting: null,
    parameters,
    optimizer: Object.fromEntries(
      optimizerOf(experiment.optimizer).slots.map((slot) => [
        slot,
        parameters.map((tensor) => ({ ...tensor, values: tensor.values.map(() => 0) })),
      ]),
    ),
  }
  const imported: RunImport = {
    file: name,
    format: weights.format,
    sha256,
    run: provenance?.run ?? null,
    checkpoint: provenance?.checkpoint ?? null,
  }
  const data = provenance?.data ?? null
  requireSameShapes(data, model)
  const run = store.transaction(() => {
    if (data) store.fingerprints.save(data)
    const id = newRunId()
    store.runs.insert({
      id,
      name: experiment.name,
      status: 'completed',
      createdAt: now,
      startedAt: null,
      finishedAt: now,
      epoch: position.epoch,
      step: position.step,
      totalSteps: position.step,
      seconds: 0,
      samplesPerSecond: 0,
      kernel: null,
      engineVersion: provenance?.engineVersion ?? 'unknown',
      architecture: architectureOf(experiment, model),
      parameterCount: checkNetwork(experiment, model).parameterCount,
      latest: {},
      metrics: provenance?.metrics ?? null,
      weightsSha256: hashOf(weightBytes(checkpoint)),
      reason: null,
      fingerprint: data?.sha256 ?? null,
      directory,
      model,
      experiment,
      origin: null,
      imported,
    })
    const bytes = encodeCheckpoint(checkpoint)
    const { epoch, step } = position
    store.checkpoints.save(id, { name: 'last', epoch, step, seconds: 0, bytes, sha256: hashOf(bytes) }, now)
    return store.runs.find(id)
  })
  if (!run) throw new Error('the run was not stored')
  return { run, imported }
}

/** What the network is fed, scaled as the file of the weights says where it does. */
export function modelFor({ model }: Destination, { scaling }: ImportedWeights): ModelInfo {
  return scaling ? { ...model, scaling } : model
}

function requireSameShapes(data: DataFingerprint | null, { inputShape, targetShape }: ModelInfo): void {
  if (!data || JSON.stringify([data.inputShape, data.targetShape]) === JSON.stringify([inputShape, targetShape])) return
  const path = ['provenance', 'data']
  throw inputError(path, say('has other shapes than the network takes'), say('export or copy the file again'))
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
