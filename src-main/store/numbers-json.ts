const nonFinite = new Set(['NaN', 'Infinity', '-Infinity'])

/** JSON of a value whose only texts are keys, with NaN and ±Infinity kept as texts (plain JSON makes them null). */
export function encodeNumbers(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
  )
}

/** The value of {@link encodeNumbers}. */
export function decodeNumbers(json: string): unknown {
  return JSON.parse(json, (_key, inner: unknown) =>
    typeof inner === 'string' && nonFinite.has(inner) ? Number(inner) : inner,
  )
}
