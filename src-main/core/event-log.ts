import { randomUUID } from 'node:crypto'
import type { LabEvent, NumberedEvent, Position } from '../protocol.ts'

/** Events kept for views that were away for a moment. */
const capacity = 4096

/** Numbers events, hands them to listeners and remembers the last few thousand. */
export interface EventLog {
  publish(event: LabEvent): void
  /** Hands an event to those who listen just now: it has no number, and whoever missed it is not told of it later. */
  show(event: LabEvent): void
  subscribe(listener: (event: NumberedEvent) => void): () => void
  position(): Position
  /** What came after `position`, or null where that is no longer known. */
  since(position: Position): readonly NumberedEvent[] | null
}

export function createEventLog(): EventLog {
  const instance = randomUUID()
  const listeners = new Set<(event: NumberedEvent) => void>()
  let events: NumberedEvent[] = []
  let sequence = 0

  function tell(event: NumberedEvent): void {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        // A view that fails is no reason to fail the training it watches.
        console.error(error)
      }
    }
  }

  return {
    publish(event) {
      const numbered = { sequence: ++sequence, event }
      events.push(numbered)
      // In blocks, so that a full log does not move its events for every new one.
      if (events.length >= 2 * capacity) events = events.slice(-capacity)
      tell(numbered)
    },
    show(event) {
      tell({ sequence: null, event })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    position: () => ({ instance, sequence }),
    since(position) {
      if (position.instance !== instance || position.sequence > sequence) return null
      const missed = sequence - position.sequence
      if (missed > events.length) return null
      return missed === 0 ? [] : events.slice(-missed)
    },
  }
}
