import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'

/** The longest time in milliseconds that nothing else was done in while `work` was. */
export async function longestPause(work: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 2 })
  delays.enable()
  // It counts from its first tick, and notices a pause only after it.
  await setTimeout(20)
  await work()
  await setTimeout(20)
  delays.disable()
  return delays.max / 1e6
}
