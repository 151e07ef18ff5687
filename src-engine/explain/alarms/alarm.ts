import type { Trainer } from '../../trainer.ts'

export const alarmKinds = [
  'symmetry',
  'saturation',
  'dead_relu',
  'vanishing_gradient',
  'exploding_gradient',
  'divergence',
  'plateau',
] as const

export type AlarmKind = (typeof alarmKinds)[number]

/** Every number an alarm is noticed by, and what it is: a whole number, a share of one, or a measured value. */
export const evidenceNumbers = {
  identical: 'count',
  dead: 'count',
  units: 'count',
  groups: 'count',
  share: 'share',
  samples: 'count',
  first: 'measure',
  last: 'measure',
  ratio: 'measure',
  layers: 'count',
  loss: 'measure',
  lowest: 'measure',
  initial: 'measure',
  guessing: 'measure',
  steps: 'count',
} as const satisfies Readonly<Record<string, 'count' | 'share' | 'measure'>>

export type EvidenceName = keyof typeof evidenceNumbers

export type Evidence = Readonly<Partial<Record<EvidenceName, number>>>

/** Something that keeps a network from learning. */
export interface Alarm {
  readonly kind: AlarmKind
  /** The layer's place in the stack; null where it is about the whole network. */
  readonly layer: number | null
  /** Batches trained when it was noticed. */
  readonly step: number
  /** What it was noticed by, in numbers; the names are explained with each kind in `alarms/`. */
  readonly evidence: Evidence
}

/** What a detector sees now. */
export type Finding = Pick<Alarm, 'layer' | 'evidence'>

/** What detectors look at. */
export type Training = Pick<Trainer, 'network' | 'objective' | 'stepsPerEpoch' | 'totalSteps' | 'parts' | 'diverged'>

/** So many samples must be seen, or as many as there are, before anything is said of units. */
export function enoughSamples({ train }: Training['parts']): number {
  return Math.min(128, train.length)
}

/** Watches for one kind of alarm. Where it returns null it has nothing new to say, and what it said last still holds. */
export interface Detector {
  readonly kind: AlarmKind
  /** Called once, with the mean loss of a sample in the first step. */
  afterFirstStep?(loss: number): void
  /**
   * Called every so many `steps` with the mean loss of a sample over them; and when training has diverged, with the loss
   * of that step.
   */
  afterWindow?(loss: number, steps: number): readonly Finding[] | null
  /** Called in some steps, while the network still holds all numbers of the step's `samples`. */
  look?(samples: number): readonly Finding[] | null
}
