import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { usePreferences } from '../../../src-renderer/stores/preferences.ts'

const key = 'backprop-lab.preferences'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

test('a change is applied to the page at once and kept for the next start', async () => {
  const preferences = usePreferences()
  preferences.change({ theme: 'dark', language: 'ru' })
  expect(document.documentElement.dataset['theme']).toBe('dark')
  expect(document.documentElement.lang).toBe('ru')
  await nextTick()
  setActivePinia(createPinia())
  expect(usePreferences().preferences).toEqual({ theme: 'dark', language: 'ru' })
})

test('without a choice the system decides', () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de-DE', 'ru-RU', 'en-US'])
  expect(usePreferences().preferences).toEqual({ language: 'ru', theme: 'system' })
  vi.restoreAllMocks()
})

test('a language nobody translated to is English', () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de-DE'])
  expect(usePreferences().preferences.language).toBe('en')
  vi.restoreAllMocks()
})

test.each(['{"theme":"purple","language":"en"}', '{}', 'not json'])('%j in storage is replaced', (text) => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  localStorage.setItem(key, text)
  expect(usePreferences().preferences.theme).toBe('system')
  vi.restoreAllMocks()
})
