/** A value with everything it was before and everything that was undone. Values are never changed in place. */
export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** What the last change was about and when, so that one drag of a slider is one step back. */
  readonly last: { readonly key: string; readonly at: number } | null
}

/** Changes of the same thing closer together than this are one step, in milliseconds. */
export const mergeWithin = 1000

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], last: null }
}

/**
 * The history after a change to `next`.
 *
 * @param key what was changed; a change of the same key within {@link mergeWithin} of the last one replaces it. Null never merges.
 * @param now milliseconds of any clock that only goes forward
 */
export function record<T>(history: History<T>, next: T, key: string | null, now: number): History<T> {
  if (next === history.present) return history
  const { last } = history
  const merges = key !== null && last?.key === key && now - last.at < mergeWithin && history.future.length === 0
  return {
    past: merges ? history.past : [...history.past, history.present],
    present: next,
    future: [],
    last: key === null ? null : { key, at: now },
  }
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], last: null }
}

export function redo<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future
  if (after === undefined) return history
  return { past: [...history.past, history.present], present: after, future, last: null }
}
