import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Alarm } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'

/** The alarms of the runs somebody looks at: as their details told them, and followed from then on. */
export const useAlarms = defineStore('alarms', () => {
  const lab = useLab()
  const known = shallowReactive(new Map<string, readonly Alarm[]>())

  lab.follow({
    event(event) {
      if (event.type === 'alarms')
        change(event.runId, (alarms) => replaced(alarms, [...event.raised, ...event.cleared]))
      else if (event.type === 'rewound') change(event.runId, (alarms) => rewound(alarms, event.step))
      else if (event.type === 'runDeleted') known.delete(event.runId)
    },
  })

  function change(runId: string, make: (alarms: readonly Alarm[]) => readonly Alarm[]): void {
    const alarms = known.get(runId)
    if (alarms) known.set(runId, make(alarms))
  }

  return {
    /** What a run's details say; events that come later change it. */
    keep: (runId: string, alarms: readonly Alarm[]): unknown => known.set(runId, alarms),
    /** In the order they were raised; none until {@link keep} has told of any. */
    of: (runId: string): readonly Alarm[] => known.get(runId) ?? [],
  }
})

function replaced(alarms: readonly Alarm[], changes: readonly Alarm[]): readonly Alarm[] {
  const byName = new Map([...alarms, ...changes].map((alarm) => [alarmName(alarm), alarm]))
  return [...byName.values()]
}

function rewound(alarms: readonly Alarm[], step: number): readonly Alarm[] {
  return alarms
    .filter((alarm) => alarm.step <= step)
    .map((alarm) => (alarm.clearedAt !== null && alarm.clearedAt > step ? { ...alarm, clearedAt: null } : alarm))
}

/** Tells the alarms of a run apart. */
export function alarmName({ kind, layer, step }: Alarm): string {
  return `${kind} ${layer} ${step}`
}
