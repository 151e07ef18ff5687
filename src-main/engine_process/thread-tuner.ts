import type { Team } from '../../src-engine/kernels/team.ts'

/** How many threads a run may use. */
export interface ThreadPlan {
  readonly most: number
  /** Use just so many; otherwise as many as turn out fastest. */
  readonly isFixed: boolean
}

/** Finds the number of threads that trains fastest, by trying; results do not depend on it. */
export interface ThreadTuner {
  /** The plan has changed: another run has begun or ended, or a person wants it otherwise. */
  follow(plan: ThreadPlan): void
  /** To be called after a stretch of training that has taken so many milliseconds. */
  afterStretch(samples: number, milliseconds: number): void
}

/** Stretches in one trial, and one before that warms up: helpers wake, and weights move between the cores. */
const stretchesPerTrial = 4
/** Milliseconds of training between trials: the load of the machine changes, and a trial costs a little. */
const trialInterval = 3000
/** … where another number of threads was faster lately than the present one is now. */
const doubtInterval = 300
/** How much faster another number of threads must be. */
const leastGain = 1.03
/** Of the latest stretch in the mean rate: the mean is of about the last ten. */
const latestShare = 0.1

interface Trial {
  readonly threads: number
  stretches: number
  samples: number
  milliseconds: number
}

/**
 * Tries half and twice the present number of threads in turns, every few seconds and whenever the present number
 * disappoints. Means count, not the best moments: a core that another program uses is free only now and then.
 *
 * No helper is recruited before some kernel has had work worth sharing, nor more of them than the next trial needs.
 */
export function createThreadTuner(options: {
  readonly team: Team
  readonly plan: ThreadPlan
  readonly recruit: (helpers: number) => void
}): ThreadTuner {
  const { team, recruit } = options
  let { plan } = options
  /** Those on their way included. */
  let recruited = 1
  let present = 1
  /** Samples per millisecond of each number of threads, when it was last used, the least recent first. */
  const rates = new Map<number, number>()
  let trial: Trial | null = null
  let sinceTrial = 0

  function call(threads: number): void {
    if (threads <= recruited) return
    recruit(threads - recruited)
    recruited = threads
  }

  function neighbours(): number[] {
    const twice = Math.min(2 * present, plan.most)
    if (team.foundWork) call(twice)
    const half = Math.ceil(present / 2)
    return [twice, half].filter((threads) => threads !== present && threads <= Math.min(team.present, plan.most))
  }

  /** Which number is due to be tried, if any: one that is not known yet, one that was better, or the least recent. */
  function next(): number | undefined {
    const others = neighbours()
    const unknown = others.find((threads) => !rates.has(threads))
    if (unknown !== undefined) return unknown
    if (sinceTrial >= doubtInterval) {
      const better = others.find((threads) => isFaster(rates.get(threads)))
      if (better !== undefined) return better
    }
    return sinceTrial >= trialInterval ? [...rates.keys()].find((threads) => others.includes(threads)) : undefined
  }

  function isFaster(rate: number | undefined): boolean {
    return (rate ?? 0) > leastGain * (rates.get(present) ?? 0)
  }

  function note(threads: number, rate: number): void {
    rates.delete(threads)
    rates.set(threads, rate)
  }

  function begin(threads: number): void {
    trial = { threads, stretches: 0, samples: 0, milliseconds: 0 }
    team.use(threads)
  }

  function goOn(trial: Trial, samples: number, milliseconds: number): void {
    if (trial.stretches > 0) {
      trial.samples += samples
      trial.milliseconds += milliseconds
    }
    if (trial.stretches++ === stretchesPerTrial) end(trial)
  }

  function end({ threads, samples, milliseconds }: Trial): void {
    trial = null
    sinceTrial = 0
    const rate = samples / milliseconds
    note(threads, rate)
    if (isFaster(rate)) present = threads
    else team.use(present)
  }

  return {
    follow(next) {
      plan = next
      trial = null
      present = Math.min(present, plan.most)
      rates.clear()
      team.use(present)
    },
    afterStretch(samples, milliseconds) {
      if (plan.isFixed) {
        call(plan.most)
        present = Math.min(plan.most, team.present)
        team.use(present)
        return
      }
      if (trial) {
        goOn(trial, samples, milliseconds)
        return
      }
      sinceTrial += milliseconds
      const rate = samples / milliseconds
      note(present, rates.has(present) ? latestShare * rate + (1 - latestShare) * (rates.get(present) ?? 0) : rate)
      const threads = next()
      if (threads !== undefined) begin(threads)
    },
  }
}
