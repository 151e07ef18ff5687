import { shallowRef, watch } from 'vue'
import type { CarryingProgress } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'
import { LabFailure } from '../host/lab-failure.ts'
import { useCarryingProgress } from '../stores/carrying-progress.ts'

/** How far something is; `sending` is between the page and the lab. */
export interface JourneyProgress {
  readonly stage: CarryingProgress['stage'] | 'sending'
  readonly share: number | null
}

/** Thrown where a person has ended what was under way. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

export interface Steps {
  /** To be asked with, so that the lab tells its progress and can be told to end. */
  readonly ticket: string
  /** Says how far the page's own part is. Throws Cancelled. */
  tell(progress: JourneyProgress): void
}

let tickets = 0

/** Work on files that takes its time, one at a time: how far it is, and the way out of it. */
export function useJourney() {
  const lab = useLab()
  const said = useCarryingProgress()
  const progress = shallowRef<JourneyProgress | null>(null)
  const busy = shallowRef(false)
  let current: { readonly ticket: string; cancelled: boolean } | null = null

  watch(
    () => said.latest,
    (latest) => {
      if (latest && latest.ticket === current?.ticket && !current.cancelled) progress.value = latest.progress
    },
  )

  /**
   * Does the work; nobody waits any more for what was under way before. What is done when it is to be cancelled is done.
   * Throws Cancelled, and whatever the work throws.
   */
  async function travel<T>(work: (steps: Steps) => Promise<T>): Promise<T> {
    drop()
    const mine = { ticket: `carry-${++tickets}-${Math.random().toString(36).slice(2)}`, cancelled: false }
    current = mine
    busy.value = true
    const tell = (next: JourneyProgress): void => {
      if (mine.cancelled) throw new Cancelled()
      progress.value = next
    }
    try {
      const done = await work({ ticket: mine.ticket, tell })
      if (current !== mine) throw new Cancelled()
      return done
    } catch (error) {
      throw mine.cancelled ? new Cancelled() : error
    } finally {
      if (current === mine) {
        current = null
        busy.value = false
        progress.value = null
      }
    }
  }

  /** Cancels what is under way without waiting until it has ended. */
  function drop(): void {
    cancel()
    current = null
    busy.value = false
    progress.value = null
  }

  function cancel(): void {
    const gone = current
    if (!gone || gone.cancelled) return
    gone.cancelled = true
    lab.send('cancelCarrying', { ticket: gone.ticket }).catch((error: unknown) => {
      // What was under way ends with the connection.
      if (!(error instanceof LabFailure && error.code === 'disconnected')) throw error
    })
  }

  return { progress, busy, travel, cancel, drop }
}
