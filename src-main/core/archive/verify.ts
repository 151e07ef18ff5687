import type { z } from 'zod'
import { decodeCheckpoint, weightBytes, type Checkpoint } from '../../../src-engine/checkpoint.ts'
import { isFiniteArray } from '../../../src-engine/float-array.ts'
import { fileError } from '../../../src-engine/formats/file-error.ts'
import { fitWeights, requireSoundModel } from '../../../src-engine/formats/fit-weights.ts'
import { parseUniqueJson } from '../../../src-engine/formats/json.ts'
import { InputError, underPath } from '../../../src-engine/problem.ts'
import { optimizerOf } from '../../../src-engine/registry.ts'
import { problemsOf } from '../../../src-engine/schema-problems.ts'
import { experimentSchema, type Experiment } from '../../../src-engine/spec.ts'
import type { ZipReader } from '../../files/zip-reader.ts'
import {
  archiveVersion,
  blobName,
  blobPattern,
  limits,
  manifestName,
  manifestSchema,
  runDocumentSchema,
  sha256Of,
  versionSchema,
  type ArchivedCheckpoint,
  type Manifest,
  type RunDocument,
} from './format.ts'

/** Reads the parts of an archive, each checked by its hash and its schema. Methods throw InputError. */
export interface Archive {
  readonly manifest: Manifest
  run(listed: Manifest['runs'][number]): RunDocument
  experiment(sha256: string): Experiment
  /** One checkpoint's bytes, as they were hashed. */
  checkpoint(checkpoint: ArchivedCheckpoint): Buffer
}

/** @throws InputError where it is no archive of the lab, is of a newer one, or holds anything that has no place in one */
export function openArchive(zip: ZipReader): Archive {
  for (const name of zip.entries.keys()) {
    if (name === manifestName || blobPattern.test(name)) continue
    throw fileError([name], 'has no place in an archive of the lab', `needs ${manifestName} and blobs/SHA-256 alone`)
  }
  const manifest = readManifest(zip)

  function blob(sha256: string, most: number): Buffer {
    const name = blobName(sha256)
    const entry = zip.entries.get(name)
    if (!entry) throw fileError([name], 'is missing', 'write or copy the archive again')
    const bytes = zip.read(entry, most)
    if (sha256Of(bytes) === sha256) return bytes
    throw fileError([name], `holds other bytes than its name says (byte ${entry.offset})`, 'copy the archive again')
  }

  const json = <Z extends z.ZodType>(sha256: string, schema: Z): z.output<Z> =>
    underPath([blobName(sha256)], () => readJson(blob(sha256, limits.document), schema))

  return {
    manifest,
    run: ({ document }) => json(document, runDocumentSchema),
    experiment: (sha256) => json(sha256, experimentSchema),
    checkpoint: ({ sha256 }) => blob(sha256, limits.checkpoint),
  }
}

function readManifest(zip: ZipReader): Manifest {
  const entry = zip.entries.get(manifestName)
  if (!entry) throw fileError([manifestName], 'is missing', 'needs an archive that lab archive wrote')
  const bytes = zip.read(entry, limits.manifest)
  return underPath([manifestName], () => {
    const { version } = readJson(bytes, versionSchema)
    if (version > archiveVersion) {
      const found = `is of version ${version}, written by a newer version of the lab; this one knows ${archiveVersion}`
      throw fileError(['version'], found, 'update the lab')
    }
    return readJson(bytes, manifestSchema)
  })
}

function readJson<Z extends z.ZodType>(bytes: Uint8Array, schema: Z): z.output<Z> {
  const json = parseUniqueJson(bytes)
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw new InputError(problemsOf(parsed.error, schema, json))
  return parsed.data
}

/**
 * Reads everything once, a blob at a time, and stores nothing.
 *
 * @throws InputError naming the first blob in which something is wrong
 */
export function verifyArchive(archive: Archive, zip: ZipReader): void {
  const used = new Set<string>([manifestName])
  const ids = new Set<string>()
  for (const listed of archive.manifest.runs) {
    if (ids.has(listed.id)) throw fileError([manifestName, 'runs'], `lists ${listed.id} twice`, 'list it once')
    ids.add(listed.id)
    const document = archive.run(listed)
    used.add(blobName(listed.document))
    underPath([listed.id], () => {
      verifyRun(document, archive)
    })
    for (const { sha256 } of document.content.checkpoints) used.add(blobName(sha256))
  }
  for (const sha256 of archive.manifest.experiments) {
    archive.experiment(sha256)
    used.add(blobName(sha256))
  }
  for (const name of zip.entries.keys()) {
    if (!used.has(name)) throw fileError([name], 'belongs to no run', 'write or copy the archive again')
  }
}

function verifyRun({ content }: RunDocument, archive: Archive): void {
  const { experiment, model, checkpoints, weightsSha256, status, points, alarms, changes } = content
  requireSoundModel(experiment, model)
  requireOnce('points', points.map(({ step, name }) => `${name} at step ${step}`)) // prettier-ignore
  requireOnce('alarms', alarms.map(({ kind, layer, step }) => `${kind} of layer ${layer ?? 'none'} at step ${step}`)) // prettier-ignore
  requireOnce('changes', changes.map(({ step }) => `step ${step}`)) // prettier-ignore
  requireOnce('checkpoints', checkpoints.map(({ name }) => name)) // prettier-ignore
  for (const listed of checkpoints) {
    underPath(['checkpoints', listed.name], () => {
      const bytes = archive.checkpoint(listed)
      if (bytes.length !== listed.bytes) {
        throw fileError(['bytes'], `is ${listed.bytes}`, `must be ${bytes.length}, as it has`)
      }
      const checkpoint = decodeCheckpoint(bytes)
      verifyCheckpoint(checkpoint, listed, content)
      if (listed.name !== 'last' || status !== 'completed' || weightsSha256 === null) return
      if (sha256Of(weightBytes(checkpoint)) === weightsSha256) return
      throw fileError(['weightsSha256'], 'is not that of its weights', 'write or copy the archive again')
    })
  }
}

function verifyCheckpoint(
  checkpoint: Checkpoint,
  { epoch, step }: ArchivedCheckpoint,
  { experiment, model }: RunDocument['content'],
): void {
  const { position, precision, optimizer } = checkpoint
  if (precision !== experiment.training.precision) {
    throw fileError(['precision'], `is ${precision}`, `must be ${experiment.training.precision}, as the run's is`)
  }
  if (position.epoch !== epoch || position.step !== step) {
    const found = `is at epoch ${position.epoch}, step ${position.step}`
    throw fileError(['position'], found, `must be at epoch ${epoch}, step ${step}, as it is listed`)
  }
  fitWeights(experiment, model, checkpoint.parameters)
  const { slots } = optimizerOf(experiment.optimizer)
  const found = Object.keys(optimizer)
  if (found.length !== slots.length || !slots.every((slot) => found.includes(slot))) {
    throw fileError(['optimizer'], `has ${found.join(', ') || 'nothing'}`, `needs ${slots.join(', ') || 'nothing'}`)
  }
  for (const [slot, tensors] of Object.entries(optimizer)) {
    const broken = tensors.find(({ values }) => !isFiniteArray(values))
    if (broken) throw fileError([slot, broken.name], 'has numbers that are not finite', 'use another checkpoint')
  }
}

function requireOnce(key: string, names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw fileError([key], `has ${name} twice`, 'must have it once')
    seen.add(name)
  }
}
