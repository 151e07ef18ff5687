import type { JsonPath } from '../../src-engine/problem.ts'

/** A copy of plain data with `value` at `path`, or without that key if it is undefined; the rest is shared with the original. */
export function setAt<T>(data: T, path: JsonPath, value: unknown): T {
  const [key, ...rest] = path
  // An empty path names the whole: the caller says by its path that `value` is of its type.
  if (key === undefined) return value as T
  const inner = (data as Readonly<Record<string | number, unknown>>)[key]
  const changed = setAt(inner, rest, value)
  if (Object.is(changed, inner)) return data
  if (Array.isArray(data)) return data.with(Number(key), changed) as T
  if (changed !== undefined) return { ...data, [key]: changed }
  return Object.fromEntries(Object.entries(data as object).filter(([name]) => name !== key)) as T
}

/** What stands at `path` of plain data, or undefined. */
export function valueAt(data: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    data,
  )
}

/** Whether two pieces of plain data hold the same, whatever the order of their keys. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  const left = a as Readonly<Record<string, unknown>>
  const right = b as Readonly<Record<string, unknown>>
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameData(left[key], right[key]))
}
