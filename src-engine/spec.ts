import { z } from 'zod'
import { datasetSchema } from './datasets/index.ts'
import { layerSchema } from './layers/index.ts'
import { losses } from './losses/index.ts'
import { optimizerSchema } from './optimizers/index.ts'
import { InputError } from './problem.ts'
import { problemsOf } from './schema-problems.ts'

const lossNames = losses.map((loss) => loss.name)

export const trainingSchema = z.strictObject({
  epochs: z.int().min(1).max(10_000_000),
  batchSize: z.int().min(1).max(1_000_000).default(32),
  shuffle: z.boolean().default(true),
  precision: z.enum(['float32', 'float64']).default('float32'),
  /** Loss over a batch: its mean over the samples (Konyagin's 1/m) or their sum (Alekseev 2019). */
  reduction: z.enum(['mean', 'sum']).default('mean'),
  /** Softmax or sigmoid with their cross-entropy in one step, or through the activation's own derivative. */
  crossEntropy: z.enum(['merged', 'unmerged']).default('merged'),
  /** Train softmax + cross-entropy on some words drawn at random instead of all; null for the full softmax. */
  negativeSampling: z
    .strictObject({ samples: z.int().min(1).max(100).default(5), power: z.number().min(0).max(1).default(0.75) })
    .nullable()
    .default(null),
  /** Penalties `λ₁ Σ|w| + ½λ₂ Σw²` on the weights, added to the cost. */
  l1: z.number().min(0).default(0),
  l2: z.number().min(0).default(0),
  /** The gradient of all parameters together is shortened to this norm; null for no limit. */
  clipNorm: z.number().gt(0).nullable().default(null),
  /** Stop when the loss that counts has not fallen by `minDelta` for `patience` epochs; null to go on to the end. */
  earlyStopping: z
    .strictObject({ patience: z.int().min(1), minDelta: z.number().min(0).default(0) })
    .nullable()
    .default(null),
  /** Besides initial, best and last: keep a checkpoint every so many epochs; 0 for none. */
  checkpointEvery: z.int().min(0).default(0),
})

/** The experiment file, version 1: everything that decides a run, to the last bit. */
export const experimentSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().trim().min(1).max(200),
  seed: z.int().min(0).default(1),
  dataset: datasetSchema,
  network: z.strictObject({ layers: z.array(layerSchema).min(1).max(1000) }),
  loss: z.enum(lossNames),
  optimizer: optimizerSchema,
  training: trainingSchema,
})

/** An experiment with every default filled in. */
export type Experiment = z.infer<typeof experimentSchema>

/**
 * Reads an experiment from parsed JSON and fills in every default.
 *
 * @param source the file's name, put before every message
 * @throws InputError with every problem found, each with its JSON path; unknown keys are problems
 */
export function parseExperiment(json: unknown, source?: string): Experiment {
  const result = experimentSchema.safeParse(json)
  if (result.success) return result.data
  throw new InputError(problemsOf(result.error, experimentSchema, json), source)
}
