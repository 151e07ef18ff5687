import type { Language } from './language.ts'

/*
 * Numbers as a person reads them, in their language. Pure; each formatter is made once per language.
 */

const formatters = new Map<string, Intl.NumberFormat>()

/** One formatter for each language and set of options: to make one takes longer than to use it a thousand times. */
export function formatter(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(language, options)
  formatters.set(key, made)
  return made
}

/** Stands before what is below zero; as wide as a plus. */
const minus = '−'

/** A number to read, with a real minus. */
function write(value: number, language: Language, options: Intl.NumberFormatOptions): string {
  return formatter(language, options).format(value).replace('-', minus)
}

/** Stands where there is no number. */
export const noNumber = '—'

/** A whole number with its digits grouped: `78,500`. */
export function formatCount(value: number, language: Language): string {
  return write(value, language, { maximumFractionDigits: 0 })
}

/** A large number in three digits and a word: `78.5K`, `1.2M`, «1,2 млн»; exact below 10,000. */
export function formatLarge(value: number, language: Language): string {
  if (Math.abs(value) < 10_000) return formatCount(value, language)
  return write(value, language, { notation: 'compact', maximumSignificantDigits: 3 })
}

/** What the noun behind such a number agrees with: in thousands and millions it is always that of many, as of none. */
export function agreeingCount(value: number): number {
  return Math.abs(value) < 10_000 ? value : 0
}

/** A measured value in four significant digits: `0.2317`, `12.41`, `3.1e−7`. Not finite: `∞`, `NaN`. */
export function formatValue(value: number | null | undefined, language: Language): string {
  if (value === null || value === undefined) return noNumber
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return formatScientific(value, language)
  return write(value, language, { minimumSignificantDigits: 4, maximumSignificantDigits: 4 })
}

/** A value at an axis, in as few digits as it has: `0.25`, `40,000`, `4e8`. */
export function formatTick(value: number, language: Language): string {
  const rounded = Number(value.toPrecision(3))
  const size = Math.abs(rounded)
  if (size === 0 || (size >= 1e-4 && size < 1e6)) return formatSetting(rounded, language)
  const [mantissa = '', exponent = ''] = rounded.toExponential().split('e')
  return `${formatSetting(Number(mantissa), language)}e${exponent.replace('+', '').replace('-', minus)}`
}

function formatScientific(value: number, language: Language): string {
  const [mantissa, exponent] = value.toExponential(2).split('e')
  const shown = write(Number(mantissa), language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return `${shown}e${(exponent ?? '').replace('+', '').replace('-', minus)}`
}

/** A share of one: `96.42 %`. */
export function formatShare(value: number | null | undefined, language: Language): string {
  if (value === null || value === undefined) return noNumber
  const options = { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 } as const
  return write(value, language, options)
}

/** A share of one that a person set, in percent with every digit it has: `20 %`, `12.5 %`. */
export function formatPercent(value: number, language: Language): string {
  return write(value, language, { style: 'percent', maximumFractionDigits: 10 })
}

/** A share of one in whole percent: `62 %`. Rounded down, so that 100 % means done. */
export function formatProgress(value: number, language: Language): string {
  return write(Math.floor(value * 100) / 100, language, { style: 'percent', maximumFractionDigits: 0 })
}

/** A value a person set, with every digit it has: `0.1`, `1e−7`. */
export function formatSetting(value: number, language: Language): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) return formatEntry(value, language).replaceAll('-', minus)
  return write(value, language, { maximumFractionDigits: 20, useGrouping: size >= 10_000 })
}

/** Two values of one scale, both grouped or neither: `2,474` and `31,030`, `1990` and `2020`. */
export function formatRange(minimum: number, maximum: number, language: Language): readonly [string, string] {
  const isGrouped = Math.max(Math.abs(minimum), Math.abs(maximum)) >= 10_000
  const one = (value: number): string =>
    isGrouped && Math.abs(value) >= 1000
      ? write(value, language, { maximumFractionDigits: 20 })
      : formatSetting(value, language)
  return [one(minimum), one(maximum)]
}

/** A value a person set, as it is typed: every digit, and nothing between them. */
export function formatEntry(value: number, language: Language): string {
  return String(value).replace('.', decimalSeparator(language))
}

/** The sign between whole part and fraction. */
export function decimalSeparator(language: Language): string {
  return (
    formatter(language, {})
      .formatToParts(0.5)
      .find((part) => part.type === 'decimal')?.value ?? '.'
  )
}

/** Bytes with a unit of a thousand: `1.2 MB`, «1,2 МБ». */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const unit = units[power] ?? 'byte'
  const options = {
    style: 'unit',
    unit,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  } as const
  return write(bytes / 1000 ** power, language, options)
}
