import { shallowRef, watch, type ShallowRef } from 'vue'
import { describeFailure, type Failure } from './notices.ts'

/** What was last answered, and what went wrong with the question asked since. */
export interface Latest<T> {
  readonly answer: ShallowRef<T | null>
  readonly failure: ShallowRef<Omit<Failure, 'id' | 'topic'> | null>
  readonly busy: ShallowRef<boolean>
}

/**
 * Asks anew whenever the question changes, one at a time: while one is under way only the last of those that came since
 * is asked after it. A question of null clears the answer.
 *
 * @param keep leave the last answer standing until the next one comes, for what is shown while it moves
 */
export function useLatest<Q, T>(
  question: () => Q | null,
  ask: (question: Q) => Promise<T>,
  { keep = false }: { readonly keep?: boolean } = {},
): Latest<T> {
  const answer = shallowRef<T | null>(null)
  const failure = shallowRef<Omit<Failure, 'id' | 'topic'> | null>(null)
  const busy = shallowRef(false)
  let current: Q | null = null
  const wanted = (): Q | null => current

  async function run(): Promise<void> {
    busy.value = true
    let asked = wanted()
    while (asked !== null) {
      await settle(asked)
      const next = wanted()
      asked = next === asked ? null : next
    }
    busy.value = false
  }

  /** An answer that comes too late is shown only while something moves; a failure that comes too late never. */
  async function settle(asked: Q): Promise<void> {
    try {
      const answered = await ask(asked)
      if (wanted() !== asked && !(keep && wanted() !== null)) return
      answer.value = answered
      failure.value = null
    } catch (error) {
      if (wanted() !== asked) return
      answer.value = null
      failure.value = describeFailure(error)
    }
  }

  watch(
    question,
    (next) => {
      current = next
      if (!keep || next === null) answer.value = null
      failure.value = null
      if (next !== null && !busy.value) void run()
    },
    { immediate: true },
  )
  return { answer, failure, busy }
}
