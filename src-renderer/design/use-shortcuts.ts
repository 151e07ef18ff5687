import { onBeforeUnmount, onMounted } from 'vue'

/** `mod+s`: Ctrl or ⌘ with a key, `shift` before the key where it is held too. */
export type Shortcuts = Readonly<Record<string, () => unknown>>

/** Keys of a view, for as long as it is shown; not while a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  function onKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
    const action = shortcuts[`mod+${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`]
    if (!action || document.querySelector('[role="dialog"]')) return
    event.preventDefault()
    action()
  }

  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
