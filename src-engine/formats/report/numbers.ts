import { superscript } from '../../explain/symbolic/number-format.ts'
import type { Language } from '../../words/language.ts'
import { formatCount, formatPercent, formatSetting, formatShare, formatTick, formatValue } from '../../words/numbers.ts'
import type { ReportTexts } from './texts/english.ts'

/** Numbers as a person reads them on paper, in the report's language. */
export interface NumberFormats {
  readonly count: (value: number) => string
  /** Four significant digits; far from 1 as a power of ten. */
  readonly value: (value: number | null) => string
  readonly share: (value: number | null) => string
  /** A share as it was set: `12.5 %`. */
  readonly percent: (value: number) => string
  /** A setting, with every digit it was given. */
  readonly setting: (value: number) => string
  /** At an axis, in as few digits as it has. */
  readonly tick: (value: number) => string
  readonly seconds: (value: number) => string
  /** A moment and a day in UTC, from milliseconds since 1970. */
  readonly moment: (value: number) => string
  readonly day: (value: number) => string
}

export function numberFormats(
  language: Language,
  { notANumber, infinite }: Pick<ReportTexts, 'notANumber' | 'infinite'>,
): NumberFormats {
  const duration = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  })
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })

  function value(number: number | null): string {
    if (number === null || Number.isFinite(number)) return withPower(formatValue(number, language))
    return Number.isNaN(number) ? notANumber : number > 0 ? infinite.plus : infinite.minus
  }

  return {
    count: (number) => formatCount(number, language),
    value,
    share: (number) => (number !== null && Number.isNaN(number) ? notANumber : formatShare(number, language)),
    percent: (number) => formatPercent(number, language),
    setting: (number) => withPower(formatSetting(number, language)),
    tick: (number) => withPower(formatTick(number, language)),
    seconds: (number) => duration.format(number),
    moment: (milliseconds) => `${moments.format(milliseconds)} UTC`,
    day: (milliseconds) => days.format(milliseconds),
  }
}

/** `3.1e−7` as `3.1·10⁻⁷`. */
function withPower(text: string): string {
  return text.replace(/e(−?)(\d+)$/, (_all, sign: string, power: string) => {
    return `·10${superscript(Number(sign === '' ? power : `-${power}`))}`
  })
}
