import type { Language } from '../../i18n/messages.ts'

/** A moment in as little room as can be: the time of today, or else the date. A column of a thousand is quick. */
export function shortMoment(moment: number, language: Language, now: number): string {
  const { time, date } = formatsOf(language)
  return (new Date(moment).toDateString() === new Date(now).toDateString() ? time : date).format(moment)
}

interface Formats {
  readonly time: Intl.DateTimeFormat
  readonly date: Intl.DateTimeFormat
}

const known = new Map<Language, Formats>()

function formatsOf(language: Language): Formats {
  const formats = known.get(language) ?? {
    time: new Intl.DateTimeFormat(language, { timeStyle: 'short' }),
    date: new Intl.DateTimeFormat(language, { dateStyle: 'short' }),
  }
  known.set(language, formats)
  return formats
}
