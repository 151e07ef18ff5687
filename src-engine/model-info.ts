import { z } from 'zod'
import type { Scaling } from './datasets/scaling.ts'
import { inputColumnsSchema, type InputColumn } from './inputs/columns.ts'
import type { Shape } from './shape.ts'

/** What must be known to use a trained network without its dataset. */
export interface ModelInfo {
  readonly inputShape: Shape
  readonly targetShape: Shape
  readonly task: 'classification' | 'regression'
  readonly classNames: readonly string[] | null
  readonly inputNames: readonly string[] | null
  /** The columns of a table that inputs were made of; left out where each is a plain number, by its name. */
  readonly columns?: readonly InputColumn[]
  /** Names of the outputs that are measures; left out where they have none. */
  readonly targetNames?: readonly string[]
  /** The words that inputs are indexes of, in order, −1 standing for no word; null for plain numbers. */
  readonly vocabulary: readonly string[] | null
  /** `x = (raw − shift) · factor`, one pair for all inputs or one per input. */
  readonly scaling: Scaling
}

const numbers = z.array(z.number())

export const modelInfoSchema = z.strictObject({
  inputShape: numbers,
  targetShape: numbers,
  task: z.enum(['classification', 'regression']),
  classNames: z.array(z.string()).nullable(),
  inputNames: z.array(z.string()).nullable(),
  columns: inputColumnsSchema.exactOptional(),
  targetNames: z.array(z.string()).exactOptional(),
  vocabulary: z.array(z.string()).nullable(),
  scaling: z.strictObject({ shift: numbers, factor: numbers }),
}) satisfies z.ZodType<ModelInfo>

/** What the data of a run was, to the last byte. */
export interface DataFingerprint {
  readonly sha256: string
  readonly count: number
  readonly inputShape: Shape
  readonly targetShape: Shape
}

const sizes = z.array(z.int().min(0)).max(16)

export const fingerprintSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits' }),
  count: z.int().min(0),
  inputShape: sizes,
  targetShape: sizes,
}) satisfies z.ZodType<DataFingerprint>
