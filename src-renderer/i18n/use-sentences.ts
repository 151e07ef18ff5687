import { fill, type Sentence, type SentenceValues } from '../../src-engine/sentence.ts'
import russian from '../../src-engine/russian/index.ts'
import type { Language } from './messages.ts'
import { useText } from './use-text.ts'

/** The lab's own sentences in the person's language. */
export interface Sentences {
  readonly spoken: (sentence: Sentence) => string
  /** What it is spoken in: English where there is no translation, as of reasons that were stored long ago. */
  readonly languageOf: (sentence: Sentence) => Language
}

/** Where the page has a word for a value, by the value's name in the template. */
const wordsOf: Readonly<Record<string, (value: string) => string>> = {
  layer: (type) => `design.layers.${type}.name`,
  loss: (name) => `design.losses.${name}`,
  optimizer: (type) => `design.optimizers.${type}`,
  status: (status) => `common.status.${status}`,
  part: (part) => `common.part.${part}`,
}
/** What a number that left the lab as text is called on the page. */
const signOf: Readonly<Record<string, string>> = { Infinity: '∞', '-Infinity': '−∞' }
/** Ordinary words, capitals only where they stand alone. */
const isCommonNoun = new Set(['status', 'part'])

export function useSentences(): Sentences {
  const { t, has, language } = useText()

  const translationOf = (template: string): string | undefined =>
    language.value === 'ru' ? russian[template] : undefined

  function spoken({ template, values }: Sentence): string {
    return fill(translationOf(template) ?? template, named(values), spoken)
  }

  function named(values: SentenceValues): SentenceValues {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? word(name, value) : value]),
    )
  }

  function word(name: string, value: string): string {
    const key = wordsOf[name]?.(value)
    if (key === undefined || !has(key)) return signOf[value] ?? value
    return isCommonNoun.has(name) ? t(key).toLocaleLowerCase() : t(key)
  }

  return {
    spoken,
    languageOf: ({ template }) => (translationOf(template) === undefined ? 'en' : language.value),
  }
}
