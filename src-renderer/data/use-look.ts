import { computed, onBeforeUnmount, shallowRef, watch } from 'vue'
import type { ExaminationProgress } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'
import { LabFailure } from '../host/lab-failure.ts'
import { useConnection } from '../stores/connection.ts'
import { useExaminationProgress } from '../stores/examination-progress.ts'
import { describeFailure, type Failure } from '../stores/notices.ts'

/** Milliseconds that a wish rests before the lab is asked; and after which a person is told that it takes time. */
export const askAfter = 120
export const tellAfter = 300
/** Before this an estimate of the time left would be a guess. */
const estimateAfter = 2000

export interface LookState<T> {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed' | 'cancelled'
  /** What was found, or while it loads what was found of the same subject before. */
  readonly found: T | null
  readonly failure: Omit<Failure, 'id' | 'topic'> | null
  /** Null for the first moments. */
  readonly progress: LookProgress | null
}

export type LookProgress = ExaminationProgress & { readonly secondsLeft: number | null }

export interface Look<T> {
  readonly state: { readonly value: LookState<T> }
  cancel(): void
  again(): void
}

let tickets = 0

/**
 * Has the lab look at something that may take long: the last wish counts, and what nobody waits for is cancelled.
 *
 * @param wish plain data, null for nothing; `subject` names what is looked at: what was found of another is not shown
 * @param ask under a ticket, by which the lab tells how far it is
 */
export function useLook<W extends { readonly subject: string }, T>(
  wish: () => W | null,
  ask: (wish: W, ticket: string) => Promise<T>,
): Look<T> {
  const nothing: LookState<T> = { status: 'idle', found: null, failure: null, progress: null }
  const lab = useLab()
  const connection = useConnection()
  const state = shallowRef<LookState<T>>(nothing)
  let ticket: string | null = null
  let shown: string | null = null
  let asking: ReturnType<typeof setTimeout> | undefined
  let telling: ReturnType<typeof setTimeout> | undefined
  let stageSince = 0

  const progress = useExaminationProgress()
  watch(
    () => progress.latest,
    (latest) => {
      if (latest && latest.ticket === ticket) advance(latest.progress)
    },
  )

  function follow(wanted: W | null): void {
    end()
    const found = wanted?.subject === shown ? state.value.found : null
    shown = wanted?.subject ?? null
    state.value = wanted ? { status: 'loading', found, failure: null, progress: null } : nothing
    // Without a connection the question waits: it is asked again when there is one.
    if (wanted && connection.state.kind === 'connected') asking = setTimeout(() => void begin(wanted), askAfter)
  }

  async function begin(wanted: W): Promise<void> {
    const mine = `look-${++tickets}-${Math.random().toString(36).slice(2)}`
    ticket = mine
    telling = setTimeout(() => {
      if (ticket === mine && !state.value.progress) advance({ stage: 'loading', share: null })
    }, tellAfter)
    stageSince = performance.now()
    try {
      const found = await ask(wanted, mine)
      if (ticket === mine) settle({ status: 'ready', found, failure: null, progress: null })
    } catch (error) {
      if (ticket !== mine || (error instanceof LabFailure && error.code === 'disconnected')) return
      settle({ status: 'failed', found: null, failure: describeFailure(error), progress: null })
    }
  }

  function settle(next: LookState<T>): void {
    clearTimeout(telling)
    ticket = null
    state.value = next
  }

  function advance(progress: ExaminationProgress): void {
    const now = performance.now()
    const { progress: before } = state.value
    if (progress.stage !== 'loading' && before?.stage !== progress.stage) stageSince = now
    const spent = now - stageSince
    const { share } = progress
    const known = share !== null && share > 0.02 && spent > estimateAfter
    const secondsLeft = known ? ((spent / 1000) * (1 - share)) / share : null
    state.value = { ...state.value, progress: { ...progress, secondsLeft } }
  }

  /** Lets go of what is under way. */
  function end(): void {
    clearTimeout(asking)
    clearTimeout(telling)
    const gone = ticket
    ticket = null
    if (gone !== null && connection.state.kind === 'connected') {
      lab.send('cancelExamination', { ticket: gone }).catch((error: unknown) => {
        // The lab forgets the work with the connection.
        if (!(error instanceof LabFailure && error.code === 'disconnected')) throw error
      })
    }
  }

  function cancel(): void {
    end()
    state.value = { ...nothing, status: 'cancelled' }
  }

  // By what it says: the same wish in another object is no other wish.
  const said = computed(() => JSON.stringify(wish()))
  watch([said, () => connection.state.kind === 'connected'], () => follow(wish()), { immediate: true })
  onBeforeUnmount(end)

  return { state: computed(() => state.value), cancel, again: () => follow(wish()) }
}
