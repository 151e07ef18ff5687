import type { Lab } from '../../src-main/core/lab.ts'
import type { LabEvent, NumberedEvent } from '../../src-main/protocol.ts'

export interface FakeLab extends Lab {
  readonly requests: { name: string; argument: unknown }[]
  /** How many follow its events. */
  readonly followers: () => number
  push(event: LabEvent): void
}

/** A lab that answers every request with its name and argument, for tests of what carries requests to it. */
export function createFakeLab(): FakeLab {
  const listeners = new Set<(event: NumberedEvent) => void>()
  const requests: FakeLab['requests'] = []
  let sequence = 0
  const handle: Lab['handle'] = (name, argument) => {
    requests.push({ name, argument })
    return Promise.resolve({ ok: true, value: { name, argument } })
  }
  return {
    requests,
    followers: () => listeners.size,
    push(event) {
      sequence++
      for (const listener of listeners) listener({ sequence, event })
    },
    handle,
    request: () => Promise.reject(new Error('Transports use handle()')),
    archive: () => Promise.reject(new Error('No view can have files written')),
    written: () => {
      throw new Error('There are no files')
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => Promise.resolve(),
  }
}
