import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { GradientCheckState } from '../../../src-main/protocol.ts'
import { useLab } from '../../host/lab.ts'
import { describeFailure, type Failure } from '../../stores/notices.ts'
import type { LedgerSource } from './use-ledger.ts'

/** How often a check is asked how far it is, in milliseconds. */
const askEvery = 250

/** A gradient check of a source, under way or done. */
export function useGradientCheck(source: () => LedgerSource | null) {
  const lab = useLab()
  const state = shallowRef<GradientCheckState | null>(null)
  const failure = shallowRef<Omit<Failure, 'id' | 'topic'> | null>(null)
  const running = ref(false)
  const begun = ref(0)
  const now = ref(0)
  let ticket = 0
  let id: string | null = null

  async function start(): Promise<void> {
    const asked = source()
    if (!asked) return
    const mine = ++ticket
    state.value = null
    failure.value = null
    running.value = true
    begun.value = now.value = performance.now()
    try {
      const started = await lab.send('startGradientCheck', { source: asked })
      id = started.id
      if (mine === ticket) await follow(started.id, mine)
      else await lab.send('stopGradientCheck', started)
    } catch (error) {
      if (mine === ticket) failure.value = describeFailure(error)
    }
    if (mine === ticket) running.value = false
  }

  async function follow(check: string, mine: number): Promise<void> {
    for (;;) {
      const known = await lab.send('getGradientCheck', { id: check })
      if (mine !== ticket) return
      state.value = known
      now.value = performance.now()
      if (known.done) return
      await new Promise((resolve) => setTimeout(resolve, askEvery))
      if (mine !== ticket) return
    }
  }

  /** Cancels it where it is under way, and forgets what it found. */
  async function stop(): Promise<void> {
    ticket++
    const stopped = running.value ? id : null
    running.value = false
    state.value = null
    failure.value = null
    if (stopped !== null) await lab.send('stopGradientCheck', { id: stopped })
  }

  /** From the pace so far; null before there is one. */
  const secondsLeft = computed(() => {
    const { checked = 0, total = 0 } = state.value ?? {}
    return checked > 0 ? ((now.value - begun.value) / 1000 / checked) * (total - checked) : null
  })

  onBeforeUnmount(() => void stop().catch((error: unknown) => console.warn('The check ends by itself', error)))
  return { state, failure, running, secondsLeft, start, stop }
}
