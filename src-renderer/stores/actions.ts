import { defineStore } from 'pinia'
import { nextTick, shallowReactive } from 'vue'
import { actionCatalog, type ActionId, type OwnActionId } from '../actions/catalog.ts'
import { chordOf, takesKeys } from '../actions/keys.ts'
import { places, useNavigation } from './navigation.ts'

/** How an action is done, by whoever can do it now. */
export interface Binding {
  readonly run: () => unknown
  /** Whether it makes sense now; without it, always. */
  readonly enabled?: () => boolean
}

export type Bindings = Readonly<Partial<Record<OwnActionId, Binding>>>

/** The second key of two follows the first within this many milliseconds. */
const sequenceTime = 1500

/** Every action of the catalogue, done from the palette or by its keys. One of another place is done once that is shown. */
export const useActions = defineStore('actions', () => {
  const navigation = useNavigation()
  const bindings = shallowReactive(new Map<ActionId, Binding>())
  const byKeys = new Map([...actionCatalog].flatMap(([id, { keys }]) => keys.map((each) => [each, id] as const)))
  const firstKeys = new Set([...byKeys.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]))
  let awaited: ActionId | null = null
  let listeners = 0
  let first = { key: '', at: -Infinity }

  places.forEach((place) => bindings.set(`go.${place}`, { run: () => navigation.go(place) }))

  const isEnabled = (id: ActionId): boolean => {
    const binding = bindings.get(id)
    return binding ? (binding.enabled?.() ?? true) : (actionCatalog.get(id)?.place ?? null) !== null
  }

  function perform(id: ActionId): void {
    awaited = null
    const binding = bindings.get(id)
    const place = actionCatalog.get(id)?.place
    if (binding) {
      if (isEnabled(id)) binding.run()
    } else if (place) {
      awaited = id
      navigation.go(place)
    }
  }

  /** Says how actions are done, until the function that is returned is called. */
  function offer(offered: Bindings): () => void {
    const entries = Object.entries(offered) as [OwnActionId, Binding][]
    entries.forEach(([id, binding]) => bindings.set(id, binding))
    if (listeners++ === 0) window.addEventListener('keydown', onKey)
    const wanted = awaited
    if (wanted !== null && wanted in offered) void nextTick(() => perform(wanted))
    return () => {
      entries.forEach(([id, binding]) => bindings.get(id) === binding && bindings.delete(id))
      if (--listeners === 0) window.removeEventListener('keydown', onKey)
    }
  }

  function onKey(event: KeyboardEvent): void {
    const chord = event.defaultPrevented ? null : chordOf(event)
    if (chord === null || document.querySelector('[role="dialog"]')) return
    if (!/\b(mod|alt)\+/.test(chord) && takesKeys(event.target)) return
    const isSecond = event.timeStamp - first.at < sequenceTime
    const id = byKeys.get(isSecond ? `${first.key} ${chord}` : chord) ?? byKeys.get(chord)
    first = firstKeys.has(chord) && !id ? { key: chord, at: event.timeStamp } : { key: '', at: -Infinity }
    // Keys of another place mean nothing here; from the palette the action goes there by itself.
    if (id === undefined || !bindings.has(id)) return
    event.preventDefault()
    perform(id)
  }

  return { isEnabled, perform, offer }
})
