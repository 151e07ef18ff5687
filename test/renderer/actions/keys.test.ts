import { expect, test } from 'vitest'
import { actionCatalog, localKeys } from '../../../src-renderer/actions/catalog.ts'
import { chordOf, keyCaps, keyText, takesKeys } from '../../../src-renderer/actions/keys.ts'

const press = (key: string, rest: KeyboardEventInit = {}): string | null =>
  chordOf(new KeyboardEvent('keydown', { key, ...rest }))

test('a chord is written as the catalogue writes it', () => {
  expect(press('z', { ctrlKey: true, shiftKey: true })).toBe('mod+shift+z')
  expect(press('k', { metaKey: true })).toBe('mod+k')
  expect(press('?', { shiftKey: true })).toBe('?')
  expect(press('ArrowUp', { altKey: true })).toBe('alt+arrowup')
  expect(press('Control', { ctrlKey: true })).toBeNull()
})

test('a letter of another alphabet is told by its place on the keyboard', () => {
  expect(press('я', { code: 'KeyZ', ctrlKey: true })).toBe('mod+z')
  expect(press('п', { code: 'KeyG' })).toBe('g')
})

test('keys are shown as they stand on the keyboard at hand', () => {
  expect(keyCaps('mod+shift+z', false)).toEqual([['Ctrl', 'Shift', 'Z']])
  expect(keyCaps('g d', false)).toEqual([['G'], ['D']])
  expect(keyText('mod+k', true)).toBe('⌘+K')
})

test('plain keys belong to a field that is typed into, not to a slider', () => {
  const field = document.createElement('input')
  expect(takesKeys(field)).toBe(true)
  field.type = 'range'
  expect(takesKeys(field)).toBe(false)
})

test('no keys mean two actions, and every one begins a different way from a single key', () => {
  const all = [...actionCatalog.values()].flatMap(({ keys }) => keys)
  expect(new Set(all).size).toBe(all.length)
  expect(all).not.toContain('g')
  expect(new Set(localKeys.map(({ id }) => id)).size).toBe(localKeys.length)
})
