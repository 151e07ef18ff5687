import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ExaminationProgress } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** The last word on how far an examination of data is, by the ticket it was asked for with. */
export const useExaminationProgress = defineStore('examination-progress', () => {
  const lab = useLab()
  const latest = shallowRef<{ readonly ticket: string; readonly progress: ExaminationProgress } | null>(null)

  lab.follow({
    event(event) {
      if (event.type === 'examining') latest.value = { ticket: event.ticket, progress: event.progress }
    },
  })

  return { latest }
})
