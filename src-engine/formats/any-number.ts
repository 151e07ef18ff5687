import { z } from 'zod'

/** A number, or one that JSON cannot hold as the text that {@link stringifyNumbers} makes of it. */
export const anyNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)], {
  error: 'must be a number, "NaN", "Infinity" or "-Infinity"',
})

/** JSON in which NaN and the infinities, which plain JSON makes null, are the texts "NaN", "Infinity" and "-Infinity". */
export function stringifyNumbers(value: unknown, indent?: number): string {
  const replacer = (_key: string, inner: unknown) =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner
  return JSON.stringify(value, replacer, indent)
}
