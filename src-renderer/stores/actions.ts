import { defineStore } from 'pinia'
import { nextTick, shallowReactive } from 'vue'
import { actionCatalog, type ActionId, type OwnActionId } from '../actions/catalog.ts'
import { chordOf, takesKeys } from '../actions/keys.ts'
import { places, useNavigation, type Place } from './navigation.ts'

/** How an action is done, by whoever can do it now. */
export interface Binding {
  readonly run: () => unknown
  /** Whether it makes sense now; without it, always. */
  readonly enabled?: () => boolean
}

export type Bindings = Readonly<Partial<Record<OwnActionId, Binding>>>

/** The second key of two follows the first within this many milliseconds. */
const sequenceTime = 1500

/** What is asked for from another place is done if it can be within this many milliseconds; later it would surprise. */
const awaitedTime = 5000

/** Every action of the catalogue, done from the palette or by its keys. One of another place is done once that is shown. */
export const useActions = defineStore('actions', () => {
  const navigation = useNavigation()
  /** Of several who can do the same, the one that came last does it. */
  const bindings = shallowReactive(new Map<ActionId, readonly Binding[]>())
  const byKeys = new Map([...actionCatalog].flatMap(([id, { keys }]) => keys.map((each) => [each, id] as const)))
  const firstKeys = new Set([...byKeys.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]))
  let awaited: { readonly id: ActionId; readonly until: number } | null = null
  let listeners = 0
  let first = { key: '', at: -Infinity }

  places.forEach((place) => bindings.set(`go.${place}`, [{ run: () => go(place) }]))

  const go = (place: Place): void => navigation.go(place, navigation.runFor(place))

  const bindingOf = (id: ActionId): Binding | undefined => bindings.get(id)?.at(-1)

  /** What nobody does where it belongs cannot be done now; what belongs elsewhere is found out there. */
  const isEnabled = (id: ActionId): boolean => {
    const binding = bindingOf(id)
    if (binding) return binding.enabled?.() ?? true
    const place = actionCatalog.get(id)?.place ?? null
    return place !== null && place !== navigation.location.place
  }

  function perform(id: ActionId): void {
    awaited = null
    if (!isEnabled(id)) return
    const binding = bindingOf(id)
    const place = actionCatalog.get(id)?.place
    if (binding) binding.run()
    else if (place) {
      awaited = { id, until: performance.now() + awaitedTime }
      go(place)
    }
  }

  /** Says how actions are done, until the function that is returned is called. */
  function offer(offered: Bindings): () => void {
    const entries = Object.entries(offered) as [OwnActionId, Binding][]
    entries.forEach(([id, binding]) => bindings.set(id, [...(bindings.get(id) ?? []), binding]))
    if (listeners++ === 0) window.addEventListener('keydown', onKey)
    const wanted = awaited
    if (wanted && wanted.id in offered && performance.now() < wanted.until) void nextTick(() => perform(wanted.id))
    return () => {
      entries.forEach(([id, binding]) => withdraw(id, binding))
      if (--listeners === 0) window.removeEventListener('keydown', onKey)
    }
  }

  function withdraw(id: ActionId, binding: Binding): void {
    const left = (bindings.get(id) ?? []).filter((one) => one !== binding)
    if (left.length > 0) bindings.set(id, left)
    else bindings.delete(id)
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
