import type { z } from 'zod'
import { decodeCheckpoint, weightBytes, type Checkpoint } from '../../../src-engine/checkpoint.ts'
import { isFiniteArray } from '../../../src-engine/float-array.ts'
import { fitWeights, requireSoundModel } from '../../../src-engine/formats/fit-weights.ts'
import { parseUniqueJson } from '../../../src-engine/formats/json.ts'
import { InputError, inputError, underPath } from '../../../src-engine/problem.ts'
import { optimizerOf } from '../../../src-engine/registry.ts'
import { problemsOf } from '../../../src-engine/schema-problems.ts'
import { say, type Sentence } from '../../../src-engine/sentence.ts'
import { experimentSchema, type Experiment } from '../../../src-engine/spec.ts'
import type { ZipReader } from '../../../src-engine/formats/zip/reader.ts'
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

const writeAgain = say('write or copy the archive again')

/** Reads the parts of an archive, each checked by its hash and its schema. Methods throw InputError. */
export interface Archive {
  readonly manifest: Manifest
  run(listed: Manifest['runs'][number]): RunDocument
  experiment(sha256: string): Experiment
  /** One checkpoint's bytes, as they were hashed. */
  checkpoint(checkpoint: ArchivedCheckpoint): Uint8Array
}

/**
 * @param onRead told of every part that is read, with its bytes; what it throws ends the reading
 * @throws InputError where it is no archive of the lab, is of a newer one, or holds anything that has no place in one
 */
export function openArchive(zip: ZipReader, onRead: (bytes: number) => void): Archive {
  for (const name of zip.entries.keys()) {
    if (name === manifestName || blobPattern.test(name)) continue
    const needed = say('needs {manifest} and blobs/SHA-256 alone', { manifest: manifestName })
    throw inputError([name], say('has no place in an archive of the lab'), needed)
  }
  const manifest = readManifest(zip)

  function blob(sha256: string, most: number): Uint8Array {
    const name = blobName(sha256)
    const entry = zip.entries.get(name)
    if (!entry) throw inputError([name], say('is missing'), writeAgain)
    const bytes = zip.read(entry, most)
    onRead(entry.packed)
    if (sha256Of(bytes) === sha256) return bytes
    const found = say('holds other bytes than its name says (byte {byte})', { byte: entry.offset })
    throw inputError([name], found, say('copy the archive again'))
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
  if (!entry) throw inputError([manifestName], say('is missing'), say('needs an archive that the lab has written'))
  const bytes = zip.read(entry, limits.manifest)
  return underPath([manifestName], () => {
    const { version } = readJson(bytes, versionSchema)
    if (version > archiveVersion) {
      const versions = { version, known: archiveVersion }
      throw inputError(
        ['version'],
        say('is of version {version}, written by a newer version of the lab; this one knows {known}', versions),
        say('update the lab'),
      )
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
    if (ids.has(listed.id)) {
      throw inputError([manifestName, 'runs'], say('lists {id} twice', { id: listed.id }), say('list it once'))
    }
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
    if (!used.has(name)) throw inputError([name], say('belongs to no run'), writeAgain)
  }
}

function verifyRun({ content }: RunDocument, archive: Archive): void {
  const { experiment, model, checkpoints, weightsSha256, status, points, alarms, changes } = content
  requireSoundModel(experiment, model)
  requireOnce('points', points, ({ step, name }) => say('{name} at step {step}', { name, step }))
  requireOnce('alarms', alarms, ({ kind, layer, step }) =>
    layer === null
      ? say('{name} at step {step}', { name: kind, step })
      : say('{kind} of layer {number} at step {step}', { kind, number: layer, step }),
  )
  requireOnce('changes', changes, ({ step }) => say('step {step}', { step }))
  requireOnce('checkpoints', checkpoints, ({ name }) => name)
  for (const listed of checkpoints) {
    underPath(['checkpoints', listed.name], () => {
      const bytes = archive.checkpoint(listed)
      if (bytes.length !== listed.bytes) {
        const needed = say('must be {count}, as it has', { count: bytes.length })
        throw inputError(['bytes'], say('is {found}', { found: listed.bytes }), needed)
      }
      const checkpoint = decodeCheckpoint(bytes)
      verifyCheckpoint(checkpoint, listed, content)
      if (listed.name !== 'last' || status !== 'completed' || weightsSha256 === null) return
      if (sha256Of(weightBytes(checkpoint)) === weightsSha256) return
      throw inputError(['weightsSha256'], say('is not that of its weights'), writeAgain)
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
    const needed = say("must be {needed}, as the run's is", { needed: experiment.training.precision })
    throw inputError(['precision'], say('is {found}', { found: precision }), needed)
  }
  if (position.epoch !== epoch || position.step !== step) {
    const found = say('is at epoch {epoch}, step {step}', { epoch: position.epoch, step: position.step })
    throw inputError(
      ['position'],
      found,
      say('must be at epoch {epoch}, step {step}, as it is listed', { epoch, step }),
    )
  }
  fitWeights(experiment, model, checkpoint.parameters)
  const { slots } = optimizerOf(experiment.optimizer)
  const found = Object.keys(optimizer)
  if (found.length !== slots.length || !slots.every((slot) => found.includes(slot))) {
    throw inputError(
      ['optimizer'],
      say('has {names}', { names: listOf(found) }),
      say('needs {names}', { names: listOf(slots) }),
    )
  }
  for (const [slot, tensors] of Object.entries(optimizer)) {
    const broken = tensors.find(({ values }) => !isFiniteArray(values))
    if (broken) {
      const path = [slot, broken.name]
      throw inputError(path, say('has numbers that are not finite'), say('use another checkpoint'))
    }
  }
}

function listOf(names: readonly string[]): string | Sentence {
  return names.length === 0 ? say('nothing') : names.join(', ')
}

function requireOnce<T>(key: string, all: readonly T[], nameOf: (one: T) => string | Sentence): void {
  const seen = new Set<string>()
  for (const one of all) {
    const name = nameOf(one)
    const text = JSON.stringify(name)
    if (seen.has(text)) throw inputError([key], say('has {name} twice', { name }), say('must have it once'))
    seen.add(text)
  }
}
