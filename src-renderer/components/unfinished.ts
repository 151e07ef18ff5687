import { inject, onBeforeUnmount, watch, type InjectionKey } from 'vue'

/** What is typed but not yet a value, field by field, in words: `Units: Not a number`. */
export type Unfinished = Map<symbol, string>

/** Given by a view that must know of half-typed fields before it acts; without one nobody asks. */
export const unfinishedKey: InjectionKey<Unfinished> = Symbol('unfinished')

/**
 * Reports a field whose text is not a value, for as long as that is so.
 *
 * @param text what is wrong with it, with its name; null while its value is what it shows
 */
export function useUnfinished(text: () => string | null): void {
  const entries = inject(unfinishedKey, null)
  if (!entries) return
  const field = Symbol('field')
  watch(
    text,
    (now) => {
      if (now === null) entries.delete(field)
      else entries.set(field, now)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => entries.delete(field))
}
