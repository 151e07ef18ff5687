/** Keys as they are written in the catalogue, and as they are pressed and shown. */

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta'])

/**
 * What is pressed, as the catalogue writes it: `mod+shift+z`, `?`, `g`. Null while only modifiers are held.
 *
 * A letter is told by its place on the keyboard where the layout has no Latin ones: Ctrl+Я is Ctrl+Z.
 */
export function chordOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string | null {
  if (modifiers.has(key)) return null
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? []
  const isForeign = key.length === 1 && key > '\u007f'
  const name = (isForeign && letter ? letter : key).toLowerCase()
  // Of signs, Shift is part of how they are typed: `?` is one key on one layout and two on another.
  const shift = shiftKey && (name.length > 1 || /[a-z]/.test(name))
  return [ctrlKey || metaKey ? 'mod' : '', altKey ? 'alt' : '', shift ? 'shift' : '', name].filter(Boolean).join('+')
}

const signs: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  '-': '−',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  delete: 'Del',
}

/** The keys of `mod+k` or `g d` as they stand on a keyboard: chords one after the other, each of keys held together. */
export function keyCaps(keys: string, isMac: boolean): string[][] {
  const cap = (key: string): string => {
    if (key === 'mod') return isMac ? '⌘' : 'Ctrl'
    return signs[key] ?? key.toUpperCase()
  }
  return keys.split(' ').map((chord) => (chord === '+' ? ['+'] : chord.split('+').map(cap)))
}

/** `Ctrl+K`, `G D`: keys in a line of text. */
export function keyText(keys: string, isMac: boolean): string {
  return keyCaps(keys, isMac)
    .map((chord) => chord.join('+'))
    .join(' ')
}

export const isMac = (): boolean => navigator.userAgent.includes('Mac')

/** Whether a plain key pressed here would be typed, or choose from a list, instead of meaning an action. */
export function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable=true], [role=menu]',
    ) !== null
  )
}
