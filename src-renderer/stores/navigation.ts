import { defineStore } from 'pinia'
import { ref } from 'vue'

export const places = ['design', 'train', 'ledger', 'evaluate', 'compare', 'runs', 'gallery'] as const

export type Place = (typeof places)[number]

export interface Location {
  readonly place: Place
  /** The run that is looked at; only *Train*, *Ledger* and *Evaluate* have one. */
  readonly runId: string | null
}

const placesOfRuns: readonly Place[] = ['train', 'ledger', 'evaluate']

/** `#/train/r1a2b3c4d`; anything else is *Design*. */
export function parseHash(hash: string): Location {
  const [name, runId] = hash.replace(/^#\/?/, '').split('/')
  const place = places.find((one) => one === name) ?? 'design'
  return { place, runId: placesOfRuns.includes(place) && runId ? decodeURIComponent(runId) : null }
}

export function formatHash({ place, runId }: Location): string {
  return `#/${place}${runId ? `/${encodeURIComponent(runId)}` : ''}`
}

/** Where in the view the person is, kept in the address so that back, forward and reload work. */
export const useNavigation = defineStore('navigation', () => {
  const location = ref<Location>(parseHash(window.location.hash))
  window.addEventListener('hashchange', () => (location.value = parseHash(window.location.hash)))

  function go(place: Place, runId: string | null = null): void {
    location.value = { place, runId }
    window.location.hash = formatHash(location.value)
  }

  return { location, go }
})
