import type { z } from 'zod'
import type { JsonPath } from './problem.ts'

/** The keys an object at `path` may have, chosen by what `input` says it is; none where the schema has no object there. */
export function knownKeys(schema: z.ZodType, input: unknown, path: JsonPath): readonly string[] {
  const { def } = resolve(schema, input)
  const [key, ...rest] = path
  if (def.type === 'object') {
    if (key === undefined) return Object.keys(def.shape)
    const inner = def.shape[String(key)]
    return inner ? knownKeys(inner as z.ZodType, valueOf(input, key), rest) : []
  }
  if ((def.type === 'array' || def.type === 'record') && key !== undefined) {
    return knownKeys(def.element as z.ZodType, valueOf(input, key), rest)
  }
  return []
}

/** The known key that `key` most likely means, if one is near: two changed, added or missing letters at most. */
export function nearestKey(key: string, known: readonly string[]): string | null {
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(key.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.min(2, candidate.length - 1))
    .toSorted((a, b) => a.distance - b.distance)
  return near[0]?.candidate ?? null
}

/** The first twenty of some names, in quotes. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `"${name}"`)
  return shown.join(', ') + (names.length > shown.length ? ' …' : '')
}

type Definition =
  | { readonly type: 'object'; readonly shape: Readonly<Record<string, z.core.$ZodType>> }
  | { readonly type: 'array' | 'record'; readonly element: z.core.$ZodType }
  | { readonly type: 'other' }

/** Looks through defaults and chooses among the types a table of types allows. */
function resolve(schema: z.core.$ZodType, input: unknown): { readonly def: Definition } {
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def']
  switch (def.type) {
    case 'object':
      return { def: { type: 'object', shape: def.shape } }
    case 'array':
      return { def: { type: 'array', element: def.element } }
    case 'record':
      return { def: { type: 'record', element: def.valueType } }
    case 'default':
    case 'optional':
    case 'nullable':
      return resolve(def.innerType, input)
    case 'union': {
      const { discriminator } = def as z.core.$ZodDiscriminatedUnionDef
      const name = valueOf(input, discriminator)
      const chosen = def.options.find((option) => option._zod.propValues?.[discriminator]?.has(name as string))
      return chosen ? resolve(chosen, input) : { def: { type: 'other' } }
    }
    default:
      return { def: { type: 'other' } }
  }
}

function valueOf(input: unknown, key: string | number): unknown {
  return typeof input === 'object' && input !== null ? (input as Record<string | number, unknown>)[key] : undefined
}

/** Levenshtein's distance: letters to change, add or take away. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
