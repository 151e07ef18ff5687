import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { LabInfo } from '../../src-main/protocol.ts'
import type { ConnectionState } from '../host/lab-client.ts'
import { useLab } from '../host/lab.ts'

/** Whether the lab can be reached, and what lab it is. */
export const useConnection = defineStore('connection', () => {
  const lab = useLab()
  const state = ref<ConnectionState>({ kind: 'connecting' })
  const info = shallowRef<LabInfo | null>(null)
  /** Some connection was made since the view opened: what is shown is at most old, never empty by mistake. */
  const everConnected = ref(false)

  lab.follow({
    state(next) {
      state.value = next
      if (next.kind === 'connected') everConnected.value = true
    },
    snapshot: (snapshot) => (info.value = snapshot.info),
  })

  return { state, info, everConnected, retry: () => lab.retry() }
})
