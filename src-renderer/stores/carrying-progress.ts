import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CarryingProgress } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** The last word on how far a file on its way in or out is, by the ticket it was asked for with. */
export const useCarryingProgress = defineStore('carrying-progress', () => {
  const lab = useLab()
  const latest = shallowRef<{ readonly ticket: string; readonly progress: CarryingProgress } | null>(null)

  lab.follow({
    event(event) {
      if (event.type === 'carrying') latest.value = { ticket: event.ticket, progress: event.progress }
    },
  })

  return { latest }
})
