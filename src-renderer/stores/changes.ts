import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { withChange } from '../../src-engine/live-settings.ts'
import type { SettingChange } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** What was changed by hand in the runs somebody looks at: as their details told it, and followed from then on. */
export const useChanges = defineStore('changes', () => {
  const lab = useLab()
  const known = shallowReactive(new Map<string, readonly SettingChange[]>())

  lab.follow({
    event(event) {
      if (event.type === 'changed') {
        const changes = known.get(event.runId)
        if (changes) known.set(event.runId, withChange(changes, event.change))
      } else if (event.type === 'runDeleted') known.delete(event.runId)
    },
  })

  return {
    /** What a run's details say; events that come later change it. */
    keep: (runId: string, changes: readonly SettingChange[]): unknown => known.set(runId, changes),
    /** By step; none until {@link keep} has told of any. */
    of: (runId: string): readonly SettingChange[] => known.get(runId) ?? [],
  }
})
