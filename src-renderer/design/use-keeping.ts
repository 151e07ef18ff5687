import { shallowRef, watch, type ShallowRef } from 'vue'
import { keepDraft, type Kept } from './autosave.ts'

/** A change is kept this long after the last one, in milliseconds. */
const keepAfter = 300

/**
 * Keeps what a person works on for the next start, a moment after every change and when the page goes away.
 *
 * @param state what to keep; read reactively
 * @returns why it could not be kept, null while all is well: only the person can make room
 */
export function useKeeping(state: () => Kept): Readonly<ShallowRef<unknown>> {
  const failure = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function keep(): void {
    clearTimeout(timer)
    try {
      keepDraft(localStorage, state())
      failure.value = null
    } catch (error) {
      failure.value = error
    }
  }

  watch(state, () => {
    clearTimeout(timer)
    timer = setTimeout(keep, keepAfter)
  })
  window.addEventListener('pagehide', keep)

  return failure
}
