import type { OptimizerSpec } from './optimizers/index.ts'
import { scheduleOf } from './registry.ts'

/**
 * The learning rate of every update of a run: the schedule's, and during the warm-up the share of it that has been
 * reached, `α(t) · step / warm-up steps`.
 *
 * @param stepsPerEpoch turns steps into the epochs that schedules count in
 * @returns the rate of update number `step`, from 1
 */
export function learningRates(
  { schedule: spec, learningRate, warmupEpochs }: Pick<OptimizerSpec, 'schedule' | 'learningRate' | 'warmupEpochs'>,
  epochs: number,
  stepsPerEpoch: number,
): (step: number) => number {
  const schedule = scheduleOf(spec)
  const warmupSteps = warmupEpochs * stepsPerEpoch
  return (step) => {
    const rate = schedule.rate(spec, learningRate, (step - 1) / stepsPerEpoch, epochs)
    return step < warmupSteps ? (rate * step) / warmupSteps : rate
  }
}

/** Whether there is anything to see: a rate that stays the same is a number, not a curve. */
export function isRateConstant({ schedule, warmupEpochs }: OptimizerSpec): boolean {
  return schedule.type === 'constant' && warmupEpochs === 0
}
