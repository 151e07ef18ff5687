import { beforeEach, expect, test, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { useActions } from '../../../src-renderer/stores/actions.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'

beforeEach(() => {
  window.location.hash = ''
  document.body.innerHTML = ''
  setActivePinia(createPinia())
})

function press(key: string, rest: KeyboardEventInit = {}, target: EventTarget = window): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...rest }))
}

test('an action is done by its keys for as long as somebody offers it', () => {
  const save = vi.fn()
  const withdraw = useActions().offer({ save: { run: save } })
  press('s', { ctrlKey: true })
  expect(save).toHaveBeenCalledOnce()
  withdraw()
  press('s', { ctrlKey: true })
  expect(save).toHaveBeenCalledOnce()
})

test('one that makes no sense now is not done', () => {
  const undo = vi.fn()
  const withdraw = useActions().offer({ undo: { run: undo, enabled: () => false } })
  press('z', { ctrlKey: true })
  expect(undo).not.toHaveBeenCalled()
  withdraw()
})

test('two keys one after the other go to a place', () => {
  const withdraw = useActions().offer({})
  press('g')
  press('r')
  expect(useNavigation().location.place).toBe('runs')
  press('d')
  expect(useNavigation().location.place).toBe('runs')
  withdraw()
})

test('an action of another place goes there and is done once that is shown', async () => {
  const navigation = useNavigation()
  const open = vi.fn()
  navigation.go('runs')
  useActions().perform('open')
  expect(navigation.location.place).toBe('design')
  const withdraw = useActions().offer({ open: { run: open } })
  await nextTick()
  expect(open).toHaveBeenCalledOnce()
  withdraw()
})

test('keys typed into a field, and all keys under a dialog, are left alone', () => {
  const shortcuts = vi.fn()
  const withdraw = useActions().offer({ shortcuts: { run: shortcuts } })
  const field = document.body.appendChild(document.createElement('input'))
  press('?', {}, field)
  const dialog = document.body.appendChild(document.createElement('div'))
  dialog.setAttribute('role', 'dialog')
  press('?')
  expect(shortcuts).not.toHaveBeenCalled()
  dialog.remove()
  press('?')
  expect(shortcuts).toHaveBeenCalledOnce()
  withdraw()
})
