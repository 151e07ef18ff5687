import { z } from 'zod'
import type { Experiment } from '../../src-engine/spec.ts'
import type { FinalMetrics, MetricPoint, ModelInfo } from '../protocol.ts'

/*
 * What a host and the process that trains say to each other: one process, one run.
 *
 * The process says `ready` first. The host then sends one `start`, and after it any number of commands. Typed arrays
 * travel by structured clone, never by transfer (Electron loses transferred buffers).
 */

const bytes = z.instanceof(Uint8Array)

/** From the host. `experiment` is parsed again on arrival. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    experiment: z.unknown(),
    directory: z.string().nullable(),
    /** Where to go on from; null to begin. */
    checkpoint: bytes.nullable(),
    /** Stay paused before the first batch. */
    paused: z.boolean(),
  }),
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('resume') }),
  z.strictObject({ type: z.literal('step'), unit: z.enum(['batch', 'epoch']) }),
  z.strictObject({ type: z.literal('stop') }),
  /** Save a checkpoint and end, leaving the run to be resumed: the host is going away. */
  z.strictObject({ type: z.literal('interrupt') }),
])

export type HostMessage = z.infer<typeof hostMessageSchema>

const point = z.strictObject({
  step: z.int(),
  epoch: z.number(),
  name: z.enum(['train.loss', 'train.accuracy', 'validation.loss', 'validation.accuracy']),
  value: z.union([z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity)]),
}) satisfies z.ZodType<MetricPoint>

const score = z.strictObject({
  loss: z.union([z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity)]),
  accuracy: z.number().nullable(),
})

const numbers = z.array(z.number())

const model = z.strictObject({
  inputShape: numbers,
  targetShape: numbers,
  task: z.enum(['classification', 'regression']),
  classNames: z.array(z.string()).nullable(),
  inputNames: z.array(z.string()).nullable(),
  scaling: z.strictObject({ shift: numbers, factor: numbers }),
}) satisfies z.ZodType<ModelInfo>

/** Where training stands; `seconds` counts training only, without pauses, and goes on over resumptions. */
const position = {
  step: z.int(),
  epoch: z.int(),
  seconds: z.number(),
  samplesPerSecond: z.number(),
}

/** From the process that trains. */
export const engineMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({
    type: z.literal('started'),
    kernel: z.string(),
    totalSteps: z.int(),
    /** Step training goes on from: 0, or the checkpoint's. */
    step: z.int(),
    model,
  }),
  z.strictObject({
    type: z.literal('progress'),
    ...position,
    secondsLeft: z.number().nullable(),
    points: z.array(point),
  }),
  z.strictObject({
    type: z.literal('checkpoint'),
    name: z.string(),
    epoch: z.int(),
    step: z.int(),
    seconds: z.number(),
    bytes,
    sha256: z.string(),
  }),
  z.strictObject({ type: z.literal('paused'), ...position }),
  z.strictObject({ type: z.literal('resumed') }),
  z.strictObject({
    type: z.literal('finished'),
    status: z.enum(['completed', 'stopped', 'diverged', 'interrupted']),
    ...position,
    /** Null when interrupted. */
    metrics: z.strictObject({ train: score.nullable(), validation: score.nullable(), test: score.nullable() }).nullable(),
    weightsSha256: z.string(),
    reason: z.string().nullable(),
  }),
  /** Bad input found late, or a fault; the process ends after it. */
  z.strictObject({ type: z.literal('failed'), kind: z.enum(['input', 'internal']), message: z.string() }),
])

export type EngineMessage = z.infer<typeof engineMessageSchema>

export type { Experiment, FinalMetrics }
