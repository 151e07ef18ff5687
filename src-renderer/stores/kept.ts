import { shallowRef, watch, type ShallowRef } from 'vue'
import type { z } from 'zod'

/**
 * A value that is found again: in a window that is reloaded its own, in a new one the last that any window had.
 *
 * @param usual where nothing was kept, or something of another version
 */
export function useKept<T>(name: string, schema: z.ZodType<T>, usual: T): ShallowRef<T> {
  const key = `backprop-lab.${name}`
  const kept = shallowRef(usual)
  const text = sessionStorage.getItem(key) ?? localStorage.getItem(key)
  if (text !== null) kept.value = read(text, schema) ?? usual
  watch(
    kept,
    (value) => {
      sessionStorage.setItem(key, JSON.stringify(value))
      localStorage.setItem(key, JSON.stringify(value))
    },
    { flush: 'sync' },
  )
  return kept
}

function read<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}
