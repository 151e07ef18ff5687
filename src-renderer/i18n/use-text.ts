import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language, MessageKey } from './messages.ts'

export type TextValues = Readonly<Record<string, string | number>>

export interface Text {
  /** The text in the person's language; `{name}` in it is filled from `values`. */
  readonly t: (key: MessageKey, values?: TextValues) => string
  /** The form for `count` of `one | other` (Russian: `one | few | many`); `{count}` is the number unless `values` gives it formatted. */
  readonly plural: (key: MessageKey, count: number, values?: TextValues) => string
  /** Whether a key made from data, such as a layer's type, has a text. */
  readonly has: (key: string) => key is MessageKey
  readonly language: ComputedRef<Language>
}

/** Every text a person reads. */
export function useText(): Text {
  const texts = useI18n({ useScope: 'global' })
  return {
    t: (key, values = {}) => texts.t(key, values),
    plural: (key, count, values = {}) => texts.t(key, { count, ...values }, { plural: count }),
    has: (key): key is MessageKey => texts.te(key, 'en'),
    language: computed(() => (texts.locale.value === 'ru' ? 'ru' : 'en')),
  }
}
