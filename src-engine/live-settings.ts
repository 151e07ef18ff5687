import type { OptimizerSpec } from './optimizers/index.ts'

/** What can be changed while a network trains. */
export interface LiveSettings {
  /** The rate the schedule begins from. */
  readonly learningRate: number
  /** Null where the optimiser has none. */
  readonly momentum: number | null
}

/** A change made by hand: it holds for every update after `step` batches, until the next one. */
export interface SettingChange extends LiveSettings {
  readonly step: number
}

export function liveSettingsOf(spec: OptimizerSpec): LiveSettings {
  return { learningRate: spec.learningRate, momentum: 'momentum' in spec ? spec.momentum : null }
}

/** The optimiser as it works after a change. */
export function withLiveSettings(spec: OptimizerSpec, { learningRate, momentum }: LiveSettings): OptimizerSpec {
  return 'momentum' in spec && momentum !== null ? { ...spec, learningRate, momentum } : { ...spec, learningRate }
}

/** The changes as they stand once another is made: what was to come after it does not come any more. */
export function withChange(changes: readonly SettingChange[], change: SettingChange): SettingChange[] {
  return [...changes.filter(({ step }) => step < change.step), change]
}
