import { z } from 'zod'
import { alarmKinds, evidenceNumbers, type EvidenceName } from '../../src-engine/explain/alarms/alarm.ts'
import type { LiveSettings, SettingChange } from '../../src-engine/live-settings.ts'
import type { Alarm, FinalMetrics, MetricPoint, Sentence } from '../protocol.ts'
import { anyNumber, insightSchema } from './insight-schema.ts'
import type { ThreadPlan } from './thread-tuner.ts'

/*
 * What a host and the process that trains say to each other: one process, one run.
 *
 * The process says `ready` first. The host then sends one `start`, and after it any number of commands. Typed arrays
 * travel by structured clone, never by transfer (Electron loses transferred buffers).
 *
 * Every message about training is a whole report: position, points and checkpoints that belong together, so that the
 * host can store each in one transaction and a crash at any instant leaves a run that can go on.
 */

const sentence: z.ZodType<Sentence> = z.strictObject({
  template: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.lazy(() => sentence)])),
})

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

const evidenceNames = Object.keys(evidenceNumbers) as EvidenceName[]

const alarm = z.strictObject({
  kind: z.enum(alarmKinds),
  layer: z.int().nullable(),
  step: z.int(),
  clearedAt: z.int().nullable(),
  evidence: z.partialRecord(z.enum(evidenceNames), anyNumber),
}) satisfies z.ZodType<Alarm>

const settings = { learningRate: z.number().min(0), momentum: z.number().min(0).lt(1).nullable() }
const liveSettings = z.strictObject(settings) satisfies z.ZodType<LiveSettings>
const settingChange = z.strictObject({ ...settings, step: z.int().min(0) }) satisfies z.ZodType<SettingChange>

const stepsPerSecond = z.number().positive().nullable()

const threadPlan = z.strictObject({ most: z.int().min(1), isFixed: z.boolean() }) satisfies z.ZodType<ThreadPlan>

/** From the host. `experiment` is parsed again on arrival. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    experiment: z.unknown(),
    directory: z.string().nullable(),
    /** SHA-256 of the data the run was made for: other data would give other weights and is refused. Null: not known. */
    dataSha256: z.string().nullable(),
    /** Where to go on from; null to begin. */
    checkpoint: bytes.nullable(),
    /** Those that were on at `checkpoint`. */
    alarms: z.array(alarm),
    /** Changes made by hand so far, those after `checkpoint` included. */
    changes: z.array(settingChange),
    /** Time trained before, up to `checkpoint`. */
    seconds: z.number().min(0),
    /** Stay paused before the first batch. */
    paused: z.boolean(),
    threads: threadPlan,
    stepsPerSecond,
  }),
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('resume') }),
  /** Only while paused: trains one batch, or to the end of the epoch, and is paused again. */
  z.strictObject({ type: z.literal('step'), unit: z.enum(['batch', 'epoch']) }),
  z.strictObject({ type: z.literal('stop') }),
  z.strictObject({ type: z.literal('threads'), plan: threadPlan }),
  /** Train at most so many steps per second; null for as many as possible. */
  z.strictObject({ type: z.literal('pace'), stepsPerSecond }),
  /** Train on with other settings. */
  z.strictObject({ type: z.literal('change'), settings: liveSettings }),
  /** Somebody looks at what is learned, for the next few seconds, and knows what was learned by the step `known`; null: nothing yet. */
  z.strictObject({ type: z.literal('watch'), known: z.int().nullable() }),
  /** Save a checkpoint and end, leaving the run to be resumed: the host is going away. */
  z.strictObject({ type: z.literal('interrupt') }),
])

export type HostMessage = z.infer<typeof hostMessageSchema>

const point = z.strictObject({
  step: z.int(),
  epoch: z.number(),
  name: z.enum(['train.loss', 'train.accuracy', 'validation.loss', 'validation.accuracy']),
  value: anyNumber,
}) satisfies z.ZodType<MetricPoint>

const score = z.strictObject({ loss: anyNumber, accuracy: z.number().nullable() })

const finalMetrics = z.strictObject({
  train: score.nullable(),
  validation: score.nullable(),
  test: score.nullable(),
}) satisfies z.ZodType<FinalMetrics>

const checkpoint = z.strictObject({
  /** `initial`, `best`, `last` or `epoch:3`. */
  name: z.string(),
  epoch: z.int(),
  step: z.int(),
  /** Time trained up to it. */
  seconds: z.number(),
  bytes,
  sha256: z.string(),
})

export type CheckpointMessage = z.infer<typeof checkpoint>

const report = {
  step: z.int(),
  /** Whole epochs done. */
  epoch: z.int(),
  /** Time spent training, without pauses; goes on over resumptions. */
  seconds: z.number(),
  /** Over about the last second of training; in `finished`, over all training since the process started. */
  samplesPerSecond: z.number(),
  /** Points of the curves since the report before. */
  points: z.array(point),
  /** Alarms raised or cleared since the report before, in that order; one may be both, and is there twice then. */
  alarms: z.array(alarm),
  /** Checkpoints to keep, each in the place of an older one of its name. None is later than `step`. */
  checkpoints: z.array(checkpoint),
}

/** From the process that trains. */
export const engineMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({
    type: z.literal('started'),
    kernel: z.string(),
  }),
  z.strictObject({ type: z.literal('progress'), ...report, secondsLeft: z.number().nullable() }),
  z.strictObject({ type: z.literal('paused'), ...report }),
  z.strictObject({ type: z.literal('resumed') }),
  /** Before any report that a change has led to. */
  z.strictObject({ type: z.literal('changed'), change: settingChange }),
  /** For those who look just now; not to be kept. */
  z.strictObject({ type: z.literal('insight'), insight: insightSchema }),
  /** The last message; the process ends after it. */
  z.strictObject({
    type: z.literal('finished'),
    ...report,
    status: z.enum(['completed', 'stopped', 'diverged', 'interrupted']),
    /** Of the final weights; null when interrupted or diverged. */
    metrics: finalMetrics.nullable(),
    /** Of the final weights; null when interrupted or diverged. */
    weightsSha256: z.string().nullable(),
    reason: sentence.nullable(),
  }),
  /** Bad input found late, or a fault; the process ends after it. */
  z.strictObject({ type: z.literal('failed'), kind: z.enum(['input', 'internal']), message: sentence }),
])

export type EngineMessage = z.infer<typeof engineMessageSchema>

/** What every message about training carries. */
export type Report = Pick<Extract<EngineMessage, { type: 'paused' }>, keyof typeof report>
