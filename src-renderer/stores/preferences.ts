import { defineStore } from 'pinia'
import { computed, ref, watch, watchEffect } from 'vue'
import { z } from 'zod'
import { languages, type Language } from '../i18n/messages.ts'

export const themes = ['light', 'dark', 'system'] as const

const storageKey = 'backprop-lab.preferences'

const preferencesSchema = z.object({
  language: z.enum(languages),
  theme: z.enum(themes),
})

export type Preferences = z.infer<typeof preferencesSchema>

/** What this person likes, on this machine only: language and theme. Applied to the document at once. */
export const usePreferences = defineStore('preferences', () => {
  const preferences = ref<Preferences>(read() ?? { language: systemLanguage(), theme: 'system' })
  const systemIsDark = ref(false)
  const dark = computed(() =>
    preferences.value.theme === 'system' ? systemIsDark.value : preferences.value.theme === 'dark',
  )

  const query = window.matchMedia('(prefers-color-scheme: dark)')
  systemIsDark.value = query.matches
  query.addEventListener('change', (event) => (systemIsDark.value = event.matches))

  watch(preferences, (value) => localStorage.setItem(storageKey, JSON.stringify(value)))
  watchEffect(
    () => {
      document.documentElement.dataset['theme'] = dark.value ? 'dark' : 'light'
      document.documentElement.lang = preferences.value.language
    },
    { flush: 'sync' },
  )

  function change(values: Partial<Preferences>): void {
    preferences.value = { ...preferences.value, ...values }
  }

  return { preferences, dark, change }
})

/** Null when nothing was stored, or what was stored is of another version. */
function read(): Preferences | null {
  const text = localStorage.getItem(storageKey)
  if (text === null) return null
  try {
    return preferencesSchema.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    console.warn(`The stored preferences cannot be read and are replaced: ${text}`, error)
    return null
  }
}

function systemLanguage(): Language {
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2))
  return (
    languages.find((language) => language === preferred.find((tag) => languages.some((one) => one === tag))) ?? 'en'
  )
}
