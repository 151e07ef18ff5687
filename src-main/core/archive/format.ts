import { createHash } from 'node:crypto'
import { z } from 'zod'
import { alarmKinds, evidenceNumbers, type EvidenceName } from '../../../src-engine/explain/alarms/alarm.ts'
import { anyNumber } from '../../../src-engine/formats/any-number.ts'
import { scoresSchema } from '../../../src-engine/formats/weights-head.ts'
import { fingerprintSchema, modelInfoSchema } from '../../../src-engine/model-info.ts'
import type { Sentence } from '../../../src-engine/sentence.ts'
import { experimentSchema } from '../../../src-engine/spec.ts'

/*
 * An archive of runs: a ZIP with `manifest.json` and `blobs/<SHA-256>`, each blob under the hash of its content. A run is
 * one blob of JSON, a checkpoint one blob of bytes. Nothing in it depends on when, where or in which lab it was written.
 */

export const archiveFormat = 'backprop-lab-archive'
/** The newest that can be read: in 2, runs may say which columns of a table their inputs were made of. */
export const archiveVersion = 2
export const manifestName = 'manifest.json'
export const blobName = (sha256: string): string => `blobs/${sha256}`
export const blobPattern = /^blobs\/([0-9a-f]{64})$/

/** More than any lab holds; what claims more is no archive of one. */
export const limits = { manifest: 2 ** 26, document: 2 ** 28, checkpoint: 2 ** 30 } as const

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits' })
const count = z.int().min(0)
const shortText = z.string().min(1).max(200)
const runId = z.string().regex(/^r[0-9a-z]{8}$/, { error: 'must be r and eight letters or digits' })
const checkpointName = z.string().regex(/^(initial|best|last|epoch:\d{1,9})$/, { error: 'must be initial, best, last or epoch:N' }) // prettier-ignore

/** Read before the rest, so that a newer archive is told from a broken one. */
export const versionSchema = z.looseObject({ format: z.literal(archiveFormat), version: z.int().min(1) })

export const manifestSchema = z.strictObject({
  format: z.literal(archiveFormat),
  version: z.int().min(1).max(archiveVersion),
  /** Each by its id, and the blob that holds it. */
  runs: z.array(z.strictObject({ id: runId, document: hash })).max(1_000_000),
  /** Saved experiments, each a blob. */
  experiments: z.array(hash).max(1_000_000),
})

export type Manifest = z.infer<typeof manifestSchema>

const evidenceNames = Object.keys(evidenceNumbers) as EvidenceName[]

const checkpointSchema = z.strictObject({
  name: checkpointName,
  epoch: count,
  step: count,
  seconds: z.number().min(0),
  bytes: count,
  sha256: hash,
  createdAt: z.int(),
})

export type ArchivedCheckpoint = z.infer<typeof checkpointSchema>

/** A sentence within a sentence within a sentence is as deep as any goes. */
const maxSentenceDepth = 8

const sentenceAt = (depth: number): z.ZodType<Sentence> =>
  z.strictObject({
    template: z.string().max(10_000),
    values: z.record(
      z.string(),
      depth === 0 ? z.union([z.string(), z.number()]) : z.union([z.string(), z.number(), sentenceAt(depth - 1)]),
    ),
  })

const sentenceSchema = sentenceAt(maxSentenceDepth)

/** What training made of a run: two runs of one id are the same where this is. */
const contentSchema = z.strictObject({
  status: z.enum(['paused', 'completed', 'stopped', 'failed', 'interrupted', 'diverged']),
  createdAt: z.int(),
  startedAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
  epoch: count,
  step: count,
  totalSteps: count,
  seconds: z.number().min(0),
  samplesPerSecond: anyNumber,
  engineVersion: z.string().min(1).max(40),
  kernel: shortText.nullable(),
  metrics: scoresSchema.nullable(),
  weightsSha256: hash.nullable(),
  reason: sentenceSchema.nullable(),
  experiment: experimentSchema,
  model: modelInfoSchema,
  data: fingerprintSchema.nullable(),
  origin: z
    .strictObject({
      runId: shortText,
      number: count,
      name: shortText,
      checkpoint: checkpointName,
      step: count,
    })
    .nullable(),
  imported: z
    .strictObject({
      file: z.string().min(1).max(1000),
      format: z.enum(['json', 'safetensors', 'npz']),
      sha256: hash,
      run: shortText.nullable(),
      checkpoint: shortText.nullable(),
    })
    .nullable(),
  points: z.array(
    z.strictObject({
      step: count,
      epoch: z.number().min(0),
      name: z.enum(['train.loss', 'train.accuracy', 'validation.loss', 'validation.accuracy']),
      value: anyNumber,
    }),
  ),
  alarms: z.array(
    z.strictObject({
      kind: z.enum(alarmKinds),
      layer: count.nullable(),
      step: count,
      clearedAt: count.nullable(),
      evidence: z.partialRecord(z.enum(evidenceNames), anyNumber),
    }),
  ),
  changes: z.array(
    z.strictObject({ step: count, learningRate: z.number().min(0), momentum: z.number().min(0).lt(1).nullable() }),
  ),
  checkpoints: z.array(checkpointSchema),
})

export const runDocumentSchema = z.strictObject({
  content: contentSchema,
  /** What a person wrote about it, which may differ from lab to lab. */
  annotations: z.strictObject({
    name: shortText,
    tags: z.array(z.string().trim().min(1).max(40)).max(20),
    note: z.string().max(4000),
  }),
})

export type RunDocument = z.infer<typeof runDocumentSchema>

/** The oldest version that has all that a run says: archives of before stay as they were, to the byte. */
export function versionFor({ content }: RunDocument): number {
  return content.model.columns || content.model.targetNames ? 2 : 1
}
