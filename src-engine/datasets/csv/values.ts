/** What stands between a number's whole and fractional digits. */
export type Decimal = 'point' | 'comma'

/**
 * The number a value is, or NaN where it is none. Spaces around it do not matter; `0x10`, `1 000`, `1,000.5`, `5 %` and
 * infinities are no numbers.
 */
export function readNumber(value: string, decimal: Decimal): number {
  const isOtherwise = decimal === 'comma' && value.includes('.')
  const number = Number(decimal === 'comma' ? value.replace(',', '.') : value)
  if (isOtherwise || !Number.isFinite(number) || (number === 0 && value.trim() === '')) return NaN
  // JavaScript reads hexadecimal, octal and binary numbers too.
  return /^\s*0[xob]/i.test(value) ? NaN : number
}

/** `inf`, `-Infinity` and the like. */
export function isInfinity(value: string): boolean {
  return /^\s*[+-]?inf(inity)?\s*$/i.test(value)
}

/** What a table's values say: numbers, categories, or nothing at all. */
export interface ValueReader {
  /** Whether it stands for no value. */
  isMissing(value: string): boolean
  /** The number it is, or NaN where it is missing, infinite or none. */
  number(value: string): number
  /** Whether a value that is no number stands for none: a marker or an infinity. */
  isMissingNumber(value: string): boolean
}

export function createValueReader(markers: readonly string[], decimal: Decimal): ValueReader {
  const missing = new Set(markers.map(normal))
  // −999 and the like: numbers that mean none.
  const numbers = new Set(
    markers.map((marker) => readNumber(marker, decimal)).filter((number) => !Number.isNaN(number)),
  )
  const isMissing = (value: string) => missing.has(normal(value))
  return {
    isMissing,
    number(value) {
      const number = readNumber(value, decimal)
      return numbers.size > 0 && numbers.has(number) ? NaN : number
    },
    isMissingNumber: (value) => isMissing(value) || isInfinity(value) || numbers.has(readNumber(value, decimal)),
  }
}

function normal(value: string): string {
  return value.trim().toLowerCase()
}
