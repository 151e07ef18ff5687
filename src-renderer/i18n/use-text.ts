import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language, MessageKey } from './messages.ts'

export interface Text {
  /** The text in the person's language; `{name}` in it is filled from `values`. */
  t(key: MessageKey, values?: Readonly<Record<string, string | number>>): string
  /** The form for `count` of `one | other` (Russian: `one | few | many`); `{count}` is the number unless `values` gives it formatted. */
  plural(key: MessageKey, count: number, values?: Readonly<Record<string, string | number>>): string
  /** Whether a key made from data, such as a layer's type, has a text. */
  has(key: string): key is MessageKey
  readonly language: ComputedRef<Language>
}

/** Every text a person reads. */
export function useText(): Text {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  return {
    t: (key, values = {}) => t(key, values),
    plural: (key, count, values = {}) => t(key, { count, ...values }, { plural: count }),
    has: (key): key is MessageKey => te(key, 'en'),
    language: computed(() => (locale.value === 'ru' ? 'ru' : 'en')),
  }
}
