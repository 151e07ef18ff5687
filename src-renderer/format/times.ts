import type { Language } from '../i18n/messages.ts'
import { formatter, noNumber } from '../../src-engine/words/numbers.ts'

/** How long something took: parts of a second while they matter (`0.42s`, «0,42 с»), then as a clock shows it. */
export function formatDuration(seconds: number | null, language: Language): string {
  if (seconds === null || !(seconds < 9.95)) return formatClock(seconds)
  const options = { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumSignificantDigits: 2 } as const
  return formatter(language, options).format(seconds)
}

/** A span of time on a clock face, to the second: `0:07`, `12:41`, `1:02:03`. */
export function formatClock(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return noNumber
  const whole = Math.max(0, Math.round(seconds))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** A moment as short as it stays clear: the time today, else the date with the time. */
export function formatMoment(moment: number, language: Language, now: number): string {
  const sameDay = new Date(moment).toDateString() === new Date(now).toDateString()
  const time = { hour: '2-digit', minute: '2-digit' } as const
  const date = { year: 'numeric', month: 'short', day: 'numeric' } as const
  return new Intl.DateTimeFormat(language, sameDay ? time : { ...date, ...time }).format(moment)
}
