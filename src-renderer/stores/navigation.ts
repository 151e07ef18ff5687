import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

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

  /** The run that was last looked at; null where a person left it to the place which one to show. */
  const lookedAt = ref<string | null>(null)
  watch(
    location,
    ({ place, runId }) => {
      if (runId !== null || place === 'train' || place === 'evaluate') lookedAt.value = runId
    },
    { immediate: true, flush: 'sync' },
  )

  /**
   * The run a place shows to a person who goes there from here: the one they looked at. From *Design* the ledger is that of
   * the draft.
   */
  function runFor(place: Place): string | null {
    if (!placesOfRuns.includes(place)) return null
    if (place === 'ledger' && ['design', 'ledger'].includes(location.value.place)) return location.value.runId
    return lookedAt.value
  }

  /** Forgets that a run was looked at, where it is gone. */
  function keepOnly(exists: (runId: string) => boolean): void {
    if (lookedAt.value !== null && !exists(lookedAt.value)) lookedAt.value = null
  }

  /** @param subject the run or the dataset to look at there */
  function go(place: Place, subject: string | null = null): void {
    location.value = locate(place, subject)
    window.location.hash = formatHash(location.value)
  }

  return { location, go, runFor, keepOnly }
})
