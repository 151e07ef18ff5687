/** Work that waits for the next frame of the page, and does not make that frame late. */
export interface FrameQueue {
  /** Does `draw` in one of the next frames; once, however often it is asked for before. */
  add(draw: () => void): void
  /** Takes back what was not done yet. */
  remove(draw: () => void): void
}

/** Milliseconds of drawing after which the rest waits: a quarter of a frame at 60 a second, since what follows may take longer. */
const budget = 4

/** Drawings in the order they were asked for, as many in a frame as fit its budget, but one at least. */
export function createFrameQueue(
  nextFrame: (work: () => void) => void = requestAnimationFrame,
  now: () => number = () => performance.now(),
): FrameQueue {
  const waiting = new Set<() => void>()
  let isAsked = false

  function ask(): void {
    if (isAsked || waiting.size === 0) return
    isAsked = true
    nextFrame(work)
  }

  function work(): void {
    isAsked = false
    const began = now()
    try {
      for (const draw of waiting) {
        waiting.delete(draw)
        draw()
        if (now() - began >= budget) break
      }
    } finally {
      ask()
    }
  }

  return {
    add(draw) {
      waiting.add(draw)
      ask()
    },
    remove: (draw) => void waiting.delete(draw),
  }
}

/** Of the page: everything that is drawn on a canvas shares its frames. */
export const frames = createFrameQueue()
