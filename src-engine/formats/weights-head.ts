import { z } from 'zod'
import type { TrainingPosition } from '../checkpoint.ts'
import type { SplitPart } from '../datasets/split.ts'
import type { Score } from '../metrics.ts'
import { fingerprintSchema, modelInfoSchema, type DataFingerprint, type ModelInfo } from '../model-info.ts'
import { experimentSchema, type Experiment } from '../spec.ts'
import { anyNumber } from './any-number.ts'
import type { ExportInput } from './export-input.ts'

/** Where weights come from, as far as their file tells. */
export interface Provenance {
  /** Id of the run that trained them. */
  readonly run: string
  /** Version of the engine that trained it. */
  readonly engineVersion: string
  /** `initial`, `best`, `last` or `epoch:3`. */
  readonly checkpoint: string
  readonly data: DataFingerprint | null
  /** Scores of these weights. */
  readonly metrics: Readonly<Record<SplitPart, Score | null>> | null
}

/** All that a file of the lab's own says about its weights, besides the numbers. */
export interface WeightsHead {
  readonly experiment: Experiment
  readonly model: ModelInfo
  readonly position: TrainingPosition
  /** Null in files written before there was one. */
  readonly provenance: Provenance | null
}

export const weightsFormat = 'backprop-lab-weights'

/** Under this key of its texts, a safetensors file holds the head as JSON. */
export const headKey = 'backprop_lab'

const count = z.int().min(0)

const scoreSchema = z.strictObject({ loss: anyNumber, accuracy: anyNumber.nullable() })

/** Scores by part of the data, as JSON holds them. */
export const scoresSchema = z.strictObject({
  train: scoreSchema.nullable(),
  validation: scoreSchema.nullable(),
  test: scoreSchema.nullable(),
}) satisfies z.ZodType<Readonly<Record<SplitPart, Score | null>>>

const provenanceSchema = z.strictObject({
  run: z.string().min(1).max(40),
  engineVersion: z.string().min(1).max(40),
  checkpoint: z.string().min(1).max(40),
  data: fingerprintSchema.nullable(),
  metrics: scoresSchema.nullable(),
}) satisfies z.ZodType<Provenance>

/** The keys of the head, as every file of the lab's own has them. */
export const headShape = {
  format: z.literal(weightsFormat),
  version: z.literal(1),
  experiment: experimentSchema,
  model: modelInfoSchema,
  position: z.strictObject({ epoch: count, batch: count, step: count }),
  provenance: provenanceSchema.nullable().default(null),
}

export const headSchema = z.strictObject(headShape)

/** The head of a file, in the order of its keys. */
export function headOf({ experiment, model, run, checkpointName, checkpoint, data, scores }: HeadSource): object {
  const provenance: Provenance = {
    run: run.id,
    engineVersion: run.engineVersion,
    checkpoint: checkpointName,
    data,
    metrics: scores,
  }
  return { format: weightsFormat, version: 1, experiment, model, position: checkpoint.position, provenance }
}

export type HeadSource = Pick<ExportInput, 'experiment' | 'model' | 'run' | 'checkpointName' | 'data' | 'scores'> & {
  readonly checkpoint: Pick<ExportInput['checkpoint'], 'position'>
}
