import { defineStore } from 'pinia'
import { ref, shallowReactive } from 'vue'
import type { StoredSet } from '../../src-engine/datasets/stored.ts'
import type { StoredSetState } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** The sets the lab can download, how much of each is here, and downloads that go on. */
export const useStoredSets = defineStore('stored-sets', () => {
  const lab = useLab()
  /** None before the lab has told of them. */
  const states = shallowReactive(new Map<StoredSet, StoredSetState>())
  /** Grows whenever a set has come: what could not be read before can be now. */
  const arrivals = ref(0)

  lab.follow({
    state({ kind }) {
      if (kind === 'connected') load().catch(console.error)
    },
    event(event) {
      if (event.type === 'storedSet') learn(event.state)
    },
  })

  function learn(state: StoredSetState): void {
    const before = states.get(state.set)
    states.set(state.set, state)
    if (before && before.status !== 'present' && state.status === 'present') arrivals.value++
  }

  async function load(): Promise<void> {
    for (const state of await lab.send('listStoredSets', {})) learn(state)
  }

  /** Throws LabFailure. */
  async function start(set: StoredSet): Promise<void> {
    learn(await lab.send('startDownload', { set }))
  }

  /** Throws LabFailure. */
  async function cancel(set: StoredSet): Promise<void> {
    learn(await lab.send('cancelDownload', { set }))
  }

  return { states, arrivals, start, cancel }
})
