import { computed, onBeforeUnmount, shallowRef, watch } from 'vue'
import type { DatasetExamination, DatasetSpec, ExaminationProgress } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'
import { LabFailure } from '../host/lab-failure.ts'
import { useConnection } from '../stores/connection.ts'
import { useExaminationProgress } from '../stores/examination-progress.ts'
import { describeFailure, type Failure } from '../stores/notices.ts'

export interface Examined {
  /** Data of another id is other data: what was found of it is not shown any more. */
  readonly id: string
  readonly spec: DatasetSpec
  readonly seed: number
  readonly directory: string | null
}

/** Milliseconds that a parameter rests before the lab is asked; and after which a person is told that it takes time. */
export const askAfter = 120
export const tellAfter = 300
/** Before this an estimate of the time left would be a guess. */
const estimateAfter = 2000

export interface ExaminationState {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed' | 'cancelled'
  /** Of the data, or while it loads of the same data with other parameters. */
  readonly found: DatasetExamination | null
  readonly failure: Omit<Failure, 'id' | 'topic'> | null
  /** Null for the first moments. */
  readonly progress: (ExaminationProgress & { readonly secondsLeft: number | null }) | null
}

const nothing: ExaminationState = { status: 'idle', found: null, failure: null, progress: null }

let tickets = 0

/** Examines data as it is looked at: the last wish counts, and what nobody waits for is cancelled. */
export function useExamination(source: () => Examined | null) {
  const lab = useLab()
  const connection = useConnection()
  const state = shallowRef<ExaminationState>(nothing)
  let ticket: string | null = null
  let shownId: string | null = null
  let asking: ReturnType<typeof setTimeout> | undefined
  let telling: ReturnType<typeof setTimeout> | undefined
  let checkingSince = 0

  const progress = useExaminationProgress()
  watch(
    () => progress.latest,
    (latest) => {
      if (latest && latest.ticket === ticket) advance(latest.progress)
    },
  )

  function follow(wanted: Examined | null): void {
    end()
    const found = wanted?.id === shownId ? state.value.found : null
    shownId = wanted?.id ?? null
    state.value = wanted ? { status: 'loading', found, failure: null, progress: null } : nothing
    // Without a connection the question waits: it is asked again when there is one.
    if (wanted && connection.state.kind === 'connected') asking = setTimeout(() => void ask(wanted), askAfter)
  }

  async function ask({ spec, seed, directory }: Examined): Promise<void> {
    const mine = `look-${++tickets}-${Math.random().toString(36).slice(2)}`
    ticket = mine
    telling = setTimeout(() => {
      if (ticket === mine && !state.value.progress) advance({ stage: 'loading', share: null })
    }, tellAfter)
    checkingSince = performance.now()
    try {
      const found = await lab.send('examineDataset', { dataset: spec, seed, directory, ticket: mine })
      if (ticket === mine) settle({ status: 'ready', found, failure: null, progress: null })
    } catch (error) {
      if (ticket !== mine || (error instanceof LabFailure && error.code === 'disconnected')) return
      settle({ status: 'failed', found: null, failure: describeFailure(error), progress: null })
    }
  }

  function settle(next: ExaminationState): void {
    clearTimeout(telling)
    ticket = null
    state.value = next
  }

  function advance(progress: ExaminationProgress): void {
    const now = performance.now()
    const { progress: before } = state.value
    if (progress.stage === 'checking' && before?.stage !== 'checking') checkingSince = now
    const spent = now - checkingSince
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
        // The lab forgets the examination with the connection.
        if (!(error instanceof LabFailure && error.code === 'disconnected')) throw error
      })
    }
  }

  function cancel(): void {
    end()
    state.value = { ...nothing, status: 'cancelled' }
  }

  // By what it says: the same wish in another object is no other wish.
  const wish = computed(() => JSON.stringify(source()))
  watch([wish, () => connection.state.kind === 'connected'], () => follow(source()), { immediate: true })
  onBeforeUnmount(end)

  return { state: computed(() => state.value), cancel, again: () => follow(source()) }
}
