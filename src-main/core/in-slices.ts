import { setImmediate } from 'node:timers/promises'

/** Milliseconds that nothing else is done. */
const slice = 25

/** Drives work that yields now and then to its end, letting the lab answer others every few hundredths of a second. */
export async function inSlices<T>(work: Generator<unknown, T>): Promise<T> {
  let begun = performance.now()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - begun < slice) continue
    await setImmediate()
    begun = performance.now()
  }
}
