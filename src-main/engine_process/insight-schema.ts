import { z } from 'zod'
import type { Insight } from '../../src-engine/explain/insight/insight.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'

/* What the process that trains tells of what has been learned, checked as it arrives at the host. */

/** A number that may have left the finite ones, as losses do when training diverges. */
export const anyNumber = z.union([z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity)])

const packed = z.strictObject({
  minimum: z.number(),
  maximum: z.number(),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})

const surface = z.strictObject({
  bounds: z.strictObject({ left: z.number(), right: z.number(), bottom: z.number(), top: z.number() }),
  outputs: z.array(packed),
  columns: z.array(
    z.strictObject({
      layer: z.int().nullable(),
      neurons: z.array(packed),
      weights: z.array(anyNumber),
      biases: z.array(anyNumber),
    }),
  ),
})

const filters = z.strictObject({
  layer: z.int(),
  width: z.int(),
  height: z.int(),
  total: z.int(),
  weights: packed,
})

const spread = z.strictObject({
  count: z.int(),
  mean: anyNumber,
  std: anyNumber,
  min: anyNumber,
  max: anyNumber,
  histogram: z.array(z.int()),
})

const layer = z.strictObject({
  index: z.int(),
  type: z.custom<LayerSpec['type']>((value) => typeof value === 'string'),
  weight: spread.nullable(),
  bias: spread.nullable(),
  output: spread.nullable(),
  gradientNorm: z.strictObject({ weight: anyNumber, bias: anyNumber }).nullable(),
  outputGradientNorm: anyNumber.nullable(),
  saturatedShare: z.number().nullable(),
  deadShare: z.number().nullable(),
})

export const insightSchema: z.ZodType<Insight> = z.strictObject({
  step: z.int(),
  surface: surface.nullable(),
  filters: filters.nullable(),
  layers: z.array(layer).nullable(),
})
