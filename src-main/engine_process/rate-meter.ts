/** Training done up to a moment of training time. */
export interface Mark {
  readonly seconds: number
  readonly samples: number
  readonly steps: number
}

/** How fast training goes, over about the last second of it. */
export interface RateMeter {
  mark(mark: Mark): void
  samplesPerSecond(): number
  /** How long so many steps will take; null before there is a rate. */
  secondsFor(steps: number): number | null
}

const windowSeconds = 1

/** @param held how many seconds a step takes that takes so many by itself: training may wait between steps */
export function createRateMeter(held: (secondsPerStep: number) => number): RateMeter {
  let marks: Mark[] = []

  function difference(): Mark | null {
    const first = marks[0]
    const last = marks.at(-1)
    if (!first || !last || last.seconds <= first.seconds) return null
    return {
      seconds: last.seconds - first.seconds,
      samples: last.samples - first.samples,
      steps: last.steps - first.steps,
    }
  }

  function secondsPerStep(): number | null {
    const past = difference()
    return past && past.steps > 0 ? held(past.seconds / past.steps) : null
  }

  return {
    mark(mark) {
      marks.push(mark)
      // The mark just outside the window stays: without it, steps longer than the window would have no rate.
      const inside = marks.findIndex(({ seconds }) => seconds > mark.seconds - windowSeconds)
      marks = marks.slice(Math.max(0, inside - 1))
    },
    samplesPerSecond() {
      const past = difference()
      const perStep = secondsPerStep()
      return past && perStep !== null ? past.samples / past.steps / perStep : 0
    },
    secondsFor(steps) {
      const perStep = secondsPerStep()
      return perStep === null ? null : steps * perStep
    },
  }
}
