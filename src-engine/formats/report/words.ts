import { alarmTexts, evidenceTexts, type AlarmText } from '../../explain/alarm-texts.ts'
import { russianAlarmTexts, russianEvidenceTexts } from '../../explain/alarm-texts-russian.ts'
import type { AlarmKind, EvidenceName } from '../../explain/alarms/alarm.ts'
import { inRussian } from '../../russian/in-russian.ts'
import { inEnglish, type Sentence } from '../../sentence.ts'
import { englishTerms } from '../../words/english-terms.ts'
import type { Language } from '../../words/language.ts'
import { russianTerms } from '../../words/russian-terms.ts'
import { numberFormats, type NumberFormats } from './numbers.ts'
import { englishTexts, type Plural, type ReportTexts } from './texts/english.ts'
import { russianTexts } from './texts/russian.ts'

/** What the things of an experiment are called: sections of words by the names of the experiment file. */
export type Terms = { readonly [K in keyof typeof englishTerms]: Readonly<Record<string, unknown>> }

/** Everything a report says, and how it writes numbers, in one language. */
export interface ReportWords {
  readonly language: Language
  readonly texts: ReportTexts
  readonly terms: Terms
  readonly numbers: NumberFormats
  readonly alarms: Readonly<Record<AlarmKind, AlarmText>>
  readonly evidence: Readonly<Record<EvidenceName, string>>
  readonly spoken: (sentence: Sentence) => string
  /** The form for so many, with `{count}` and the rest filled. */
  readonly plural: (forms: Plural, count: number, values?: Readonly<Record<string, string>>) => string
}

export function wordsIn(language: Language): ReportWords {
  const isRussian = language === 'ru'
  const texts = isRussian ? russianTexts : englishTexts
  const numbers = numberFormats(language, texts)
  const rules = new Intl.PluralRules(language)
  return {
    language,
    texts,
    terms: isRussian ? russianTerms : englishTerms,
    numbers,
    alarms: isRussian ? russianAlarmTexts : alarmTexts,
    evidence: isRussian ? russianEvidenceTexts : evidenceTexts,
    spoken: (sentence) =>
      isRussian ? inRussian(sentence, { part: texts.parts, status: texts.statuses }) : inEnglish(sentence),
    plural: (forms, count, values = {}) =>
      fill(forms[rules.select(count)] ?? forms.other, {
        ...values,
        count: Number.isInteger(count) ? numbers.count(count) : numbers.setting(count),
      }),
  }
}

/** A text with its `{gaps}` filled. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap)
}

/** `last`, `epoch:3` in words. */
export function checkpointNamed(name: string, { texts, numbers }: ReportWords): string {
  const known = Object.entries(texts.checkpoints).find(([key]) => key === name)
  if (known) return known[1]
  const epoch = /^epoch:(\d+)$/.exec(name)?.[1]
  return epoch === undefined ? name : fill(texts.afterEpoch, { epoch: numbers.count(Number(epoch)) })
}
