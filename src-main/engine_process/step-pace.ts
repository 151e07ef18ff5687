/** Lets steps of training through: at once, or so many per second that a person can watch. What they compute is the same. */
export interface StepPace {
  /** Null: as fast as possible. Holds at once, for what already waits too. */
  change(stepsPerSecond: number | null): void
  /** Does `work` once a step is due, and after messages that have arrived have been received. Only one waits at a time. */
  next(work: () => void): void
  /** How many steps are due, for work that has waited: one at least. */
  due(): number
  /** To be called after so many of them. */
  trained(steps: number): void
  isHeld(): boolean
  /** How long a step takes that takes `seconds` by itself. */
  secondsPerStep(seconds: number): number
}

export interface StepPaceOptions {
  readonly stepsPerSecond: number | null
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly later: Later
}

/**
 * Does `work` after so many milliseconds, and never before messages that have arrived have been received.
 *
 * @returns what calls it off
 */
export type Later = (milliseconds: number, work: () => void) => () => void

/** Between two slices, in milliseconds: as often as a screen is drawn. */
const frame = 1000 / 60
/** How far behind, in milliseconds, training may be and make up for it; what is later than that stays late. */
const leeway = 100

export function createStepPace({ now, later, ...options }: StepPaceOptions): StepPace {
  let rate = options.stepsPerSecond
  let nextDue = -Infinity
  let lastSlice = -Infinity
  let waiting: (() => void) | null = null
  let callOff = (): void => undefined
  let isAtWork = false

  function wait(): void {
    if (rate !== null) nextDue = Math.max(nextDue, now() - leeway)
    const begin = rate === null ? -Infinity : Math.max(nextDue, lastSlice + frame)
    callOff = later(Math.max(0, begin - now()), goOn)
  }

  function goOn(): void {
    const work = waiting
    waiting = null
    lastSlice = now()
    isAtWork = true
    work?.()
    isAtWork = false
  }

  return {
    change(stepsPerSecond) {
      rate = stepsPerSecond
      if (rate !== null) nextDue = Math.min(nextDue, now() + 1000 / rate)
      if (!waiting) return
      callOff()
      wait()
    },
    next(work) {
      if (waiting) return
      waiting = work
      // Who comes from a rest is not late.
      if (!isAtWork) nextDue = Math.max(nextDue, now())
      wait()
    },
    due: () => (rate === null ? Infinity : Math.max(1, 1 + Math.floor(((now() - nextDue) * rate) / 1000))),
    trained(steps) {
      if (rate !== null) nextDue += (1000 * steps) / rate
    },
    isHeld: () => rate !== null,
    secondsPerStep: (seconds) => (rate === null ? seconds : Math.max(seconds, 1 / rate)),
  }
}
