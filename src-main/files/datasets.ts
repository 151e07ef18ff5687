import { createHash } from 'node:crypto'
import type { DataArray, Dataset } from '../../src-engine/datasets/dataset.ts'
import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import { inputError, underPath } from '../../src-engine/problem.ts'
import { datasetTypeOf } from '../../src-engine/registry.ts'
import { createRng } from '../../src-engine/rng.ts'
import type { DataFingerprint } from '../protocol.ts'
import { readDatasetFiles } from './dataset-files.ts'
import { say } from '../../src-engine/sentence.ts'

/**
 * Draws or reads the data an experiment names: the same function before a run is stored and in the process that trains.
 *
 * @param directory the folder that file names are relative to, or null where there is none
 * @throws InputError with paths from the experiment's root
 */
export async function loadDataset(spec: DatasetSpec, seed: number, directory: string | null): Promise<Dataset> {
  const type = datasetTypeOf(spec)
  const files = await readDatasetFiles(type.files?.(spec) ?? {}, directory)
  return underPath(['dataset'], () => type.load(spec, { rng: createRng(seed, 'dataset'), files }))
}

/** What the data is, to the last byte: SHA-256 over shapes, number types and the raw bytes of inputs and targets. */
export function fingerprintOf({ count, inputShape, targetShape, inputs, targets }: Dataset): DataFingerprint {
  const header = { count, inputShape, targetShape, types: [inputs.constructor.name, targets.constructor.name] }
  const hash = createHash('sha256').update(JSON.stringify(header)).update(bytesOf(inputs)).update(bytesOf(targets))
  return { sha256: hash.digest('hex'), count, inputShape, targetShape }
}

function bytesOf(values: DataArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

/**
 * A run goes on with the data it was made for and no other: other data would give other weights.
 *
 * @throws InputError where they differ
 */
export function requireSameData(found: DataFingerprint, neededSha256: string): void {
  if (found.sha256 === neededSha256) return
  throw inputError(
    ['dataset'],
    say('is not the data the run was made for'),
    say('bring that data back, or start a new run'),
  )
}
