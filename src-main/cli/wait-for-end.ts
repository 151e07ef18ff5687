import type { Lab } from '../core/lab.ts'
import type { Progress, RunSummary } from '../protocol.ts'
import { exitCodes, valueOf } from './failure.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** One Ctrl-C can arrive twice, from the terminal and from npm; only what comes later than this is a second one. */
const echoMilliseconds = 1_000

/**
 * Waits until a run has ended, one way or another, and answers it as it then is.
 *
 * The first Ctrl-C (or SIGTERM, or the terminal's closing) interrupts it with a checkpoint; the second ends at once.
 */
export async function waitForEnd(
  lab: Lab,
  runId: string,
  onProgress: (progress: Progress) => void,
): Promise<RunSummary> {
  const ended = Promise.withResolvers<RunSummary>()
  const stopListening = lab.subscribe(({ event }) => {
    if (event.type === 'progress' && event.progress.runId === runId) onProgress(event.progress)
    if (event.type === 'run' && event.run.id === runId && hasEnded(event.run)) ended.resolve(event.run)
  })
  const present = valueOf(await lab.request('getRun', { runId }))
  if (hasEnded(present)) ended.resolve(present)

  let interruptedAt: number | null = null
  const interrupt = (signal: NodeJS.Signals): void => {
    if (interruptedAt !== null) {
      const insists = signal !== 'SIGHUP' && performance.now() - interruptedAt > echoMilliseconds
      if (insists) process.exit(exitCodes.interrupted)
      return
    }
    interruptedAt = performance.now()
    process.stderr.write('\nSaving a checkpoint; once more to end at once.\n')
    // A process that does not answer in time is ended without a word: the run is interrupted all the same.
    void lab.close().then(() => {
      ended.resolve({ ...present, status: 'interrupted' })
    }, ended.reject)
  }
  for (const signal of signals) process.on(signal, interrupt)
  try {
    return await ended.promise
  } finally {
    for (const signal of signals) process.off(signal, interrupt)
    stopListening()
  }
}

function hasEnded({ status }: RunSummary): boolean {
  return status !== 'queued' && status !== 'running' && status !== 'paused'
}
