import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Settings } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** Settings of the lab itself, the same for every view of it. Null until it has told them. */
export const useLabSettings = defineStore('lab-settings', () => {
  const lab = useLab()
  const settings = ref<Settings | null>(null)

  lab.follow({
    snapshot: (snapshot) => (settings.value = snapshot.settings),
    event(event) {
      if (event.type === 'settings') settings.value = event.settings
    },
  })

  async function change(changes: Partial<Settings>): Promise<void> {
    if (settings.value) settings.value = await lab.send('changeSettings', { ...settings.value, ...changes })
  }

  return { settings, change }
})
