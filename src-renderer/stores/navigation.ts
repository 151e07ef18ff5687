import { defineStore } from 'pinia'
import { ref } from 'vue'

export const places = ['design', 'train', 'ledger', 'evaluate', 'compare', 'runs', 'data', 'gallery'] as const

export type Place = (typeof places)[number]

export interface Location {
  readonly place: Place
  /** The run that is looked at; only *Train*, *Ledger* and *Evaluate* have one. */
  readonly runId: string | null
  /** The dataset that is looked at; only *Data* has one. */
  readonly dataset?: string
}

const placesOfRuns: readonly Place[] = ['train', 'ledger', 'evaluate']

/** `#/train/r1a2b3c4d`, `#/data/circles`; anything else is *Design*. */
export function parseHash(hash: string): Location {
  const [name, subject] = hash.replace(/^#\/?/, '').split('/')
  const place = places.find((one) => one === name) ?? 'design'
  return locate(place, subject ? decodeURIComponent(subject) : null)
}

export function formatHash({ place, runId, dataset }: Location): string {
  const subject = runId ?? dataset
  return `#/${place}${subject ? `/${encodeURIComponent(subject)}` : ''}`
}

function locate(place: Place, subject: string | null): Location {
  if (place === 'data' && subject !== null) return { place, runId: null, dataset: subject }
  return { place, runId: placesOfRuns.includes(place) ? subject : null }
}

/** Where in the view the person is, kept in the address so that back, forward and reload work. */
export const useNavigation = defineStore('navigation', () => {
  const location = ref<Location>(parseHash(window.location.hash))
  window.addEventListener('hashchange', () => (location.value = parseHash(window.location.hash)))

  /** @param subject the run or the dataset to look at there */
  function go(place: Place, subject: string | null = null): void {
    location.value = locate(place, subject)
    window.location.hash = formatHash(location.value)
  }

  return { location, go }
})
