import { createI18n, type PluralizationRule } from 'vue-i18n'
import en from '../locales/en/index.ts'
import ru from '../locales/ru/index.ts'
import type { Language } from './messages.ts'

const russianPlurals = new Intl.PluralRules('ru')

/** `one | few | many`: 1 запуск, 3 запуска, 5 запусков; fractions take `few`, as Russian does. */
export const russianPlural: PluralizationRule = (count) => {
  const form = russianPlurals.select(Math.abs(count))
  if (form === 'one') return 0
  return form === 'many' ? 2 : 1
}

/** Messages are compiled to syntax trees, not to code, so this works under a content security policy without `eval`. */
export function createTexts(language: Language) {
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    messages: { en, ru },
    pluralRules: { ru: russianPlural },
  })
}
