import type { CurvePoint } from './averaging.ts'
import { learningRates } from './learning-rate.ts'
import { withLiveSettings, type SettingChange } from './live-settings.ts'
import type { OptimizerSpec } from './optimizers/index.ts'

const wanted = 400

/** The learning rate of the updates made so far, as schedule, warm-up and changes by hand made it. */
export function ratePoints(options: {
  readonly optimizer: OptimizerSpec
  readonly changes: readonly SettingChange[]
  readonly epochs: number
  readonly stepsPerEpoch: number
  /** Updates made so far. */
  readonly step: number
}): CurvePoint[] {
  const { optimizer, changes, epochs, stepsPerEpoch, step } = options
  const spans = [{ after: 0, spec: optimizer }].concat(
    changes.map((change) => ({ after: change.step, spec: withLiveSettings(optimizer, change) })),
  )
  return spans.flatMap(({ after, spec }, i): CurvePoint[] => {
    const last = Math.min(step, spans[i + 1]?.after ?? step)
    if (last <= after) return []
    const rate = learningRates(spec, epochs, stepsPerEpoch)
    const count = Math.min(last - after, Math.max(2, Math.ceil((wanted * (last - after)) / step)))
    return Array.from({ length: count }, (_, n) => {
      const at = count === 1 ? last : after + 1 + Math.round(((last - after - 1) * n) / (count - 1))
      return { step: at, epoch: at / stepsPerEpoch, value: rate(at) }
    })
  })
}
