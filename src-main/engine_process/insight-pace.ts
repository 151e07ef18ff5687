import type { Insight, InsightTaker } from '../../src-engine/explain/insight/insight.ts'

/** Whoever looks says so again before this is over, in milliseconds. */
const lease = 5000
/** Between two insights, in milliseconds. */
const shortestInterval = 80
/** Looking takes at most this share of the time. */
const largestShare = 0.05

/** Sends insights while somebody looks, not too often and never at much expense; nothing at all while nobody does. */
export interface InsightPace {
  /** Somebody looks, for the next few seconds, and has an insight of the step `known`; null: none yet. */
  watch(known: number | null): void
  /** To be called from the trainer's `observe`. */
  look(samples: number): void
  /** To be called before a stretch of training. */
  beforeSlice(): void
  /** To be called after it. */
  afterSlice(): void
  /** To be called before a single step: what follows is to be seen. */
  beforeStep(): void
  /** To be called when training rests. */
  atRest(): void
}

/**
 * @param position batches trained
 * @param now milliseconds of a clock that never goes back
 */
export function createInsightPace(options: {
  readonly taker: InsightTaker
  readonly position: () => number
  readonly send: (insight: Insight) => void
  readonly now: () => number
}): InsightPace {
  const { taker, position, send, now } = options
  let watchedUntil = -Infinity
  let due = -Infinity
  let isPrepared = false
  let cost = 0
  /** The step that who looks has an insight of. */
  let seenAt: number | null = null

  const isWatched = (): boolean => now() < watchedUntil

  function prepare(): void {
    taker.prepare()
    isPrepared = true
  }

  function tell(): void {
    const began = now()
    const insight = taker.take()
    seenAt = insight.step
    send(insight)
    cost += now() - began
    due = now() + Math.max(shortestInterval, cost / largestShare)
    isPrepared = false
    cost = 0
  }

  return {
    watch(known) {
      watchedUntil = now() + lease
      seenAt = known
    },
    look(samples) {
      if (!isPrepared) return
      const began = now()
      taker.look(samples)
      cost += now() - began
    },
    beforeSlice() {
      if (isWatched() && now() >= due) prepare()
    },
    afterSlice() {
      if (isPrepared) tell()
    },
    beforeStep() {
      if (isWatched()) prepare()
    },
    atRest() {
      if (isWatched() && position() !== seenAt) tell()
    },
  }
}
