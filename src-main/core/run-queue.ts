/**
 * Which runs train now and which wait: first come, first served, at most `limit` at once.
 *
 * A paused run gives its place up and takes one again when it goes on: pausing one run lets another train.
 */
export interface RunQueue {
  /** Starts it now where there is a place, or else when its turn comes. */
  add(run: string): void
  /** It trains no longer, or need not wait any longer. */
  remove(run: string): void
  /** Running ones above a lower limit go on until they end. */
  setLimit(limit: number): void
  /** Nothing more is started. */
  close(): void
}

export function createRunQueue(limit: number, start: (run: string) => void): RunQueue {
  const active = new Set<string>()
  let waiting: string[] = []

  function fill(): void {
    while (active.size < limit) {
      const next = waiting.shift()
      if (next === undefined) return
      active.add(next)
      start(next)
    }
  }

  return {
    add(run) {
      if (active.has(run) || waiting.includes(run)) return
      waiting.push(run)
      fill()
    },
    remove(run) {
      waiting = waiting.filter((other) => other !== run)
      active.delete(run)
      fill()
    },
    setLimit(next) {
      limit = next
      fill()
    },
    close() {
      limit = 0
      waiting = []
    },
  }
}
