import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ExampleExperiment } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** The experiments that come with the lab, once somebody has asked for them: they do not change while it runs. */
export const useExamples = defineStore('examples', () => {
  const lab = useLab()
  const list = shallowRef<readonly ExampleExperiment[]>([])

  /** Throws LabFailure. */
  async function load(): Promise<void> {
    if (list.value.length === 0) list.value = await lab.send('listExamples', {})
  }

  return { list, load }
})
