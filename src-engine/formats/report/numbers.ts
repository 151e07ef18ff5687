import type { ReportLanguage } from './texts.ts'

/** Numbers as a person reads them, in the report's language. */
export interface NumberFormats {
  readonly count: (value: number) => string
  /** Four significant digits. */
  readonly value: (value: number | null) => string
  readonly share: (value: number | null) => string
  /** Rounded to a whole percent. */
  readonly wholeShare: (value: number) => string
  /** A setting, with every digit it was given. */
  readonly setting: (value: number) => string
  readonly seconds: (value: number) => string
  /** A moment in UTC, from milliseconds since 1970. */
  readonly moment: (value: number) => string
}

const nothing = '—'

export function numberFormats(language: ReportLanguage): NumberFormats {
  const counts = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const digits = new Intl.NumberFormat(language, { minimumSignificantDigits: 4, maximumSignificantDigits: 4 })
  const scientific = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 2 })
  const wholePercent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const exact = new Intl.NumberFormat(language, { maximumSignificantDigits: 17, useGrouping: false })
  const duration = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  })
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

  function value(number: number | null): string {
    if (number === null) return nothing
    if (!Number.isFinite(number)) return Number.isNaN(number) ? 'NaN' : number > 0 ? '∞' : '−∞'
    const size = Math.abs(number)
    if (size === 0 || (size >= 1e-4 && size < 1e6)) return digits.format(number)
    const [mantissa, exponent = '0'] = number.toExponential(2).split('e')
    return `${scientific.format(Number(mantissa))}·10^${exponent.replace('+', '').replace('-', '−')}`
  }

  return {
    count: (number) => counts.format(number),
    value,
    share: (number) => (number === null ? nothing : percent.format(number)),
    wholeShare: (number) => wholePercent.format(number),
    setting: (number) => (Math.abs(number) < 1e-6 && number !== 0 ? String(number) : exact.format(number)),
    seconds: (number) => duration.format(number),
    moment: (milliseconds) => `${moments.format(milliseconds)} UTC`,
  }
}
