/** Time spent, without the pauses between. */
export interface Stopwatch {
  start(): void
  stop(): void
  /** So far, up to this very moment while it runs. */
  seconds(): number
}

/** @param now milliseconds of a clock that never goes back */
export function createStopwatch(now: () => number): Stopwatch {
  let milliseconds = 0
  let started: number | null = null

  function passed(): number {
    return started === null ? milliseconds : milliseconds + now() - started
  }

  return {
    start() {
      started ??= now()
    },
    stop() {
      milliseconds = passed()
      started = null
    },
    seconds: () => passed() / 1000,
  }
}
