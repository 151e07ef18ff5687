import { inEnglish } from '../../../src-engine/sentence.ts'
import { forkEngine } from '../../../src-main/core/fork-engine.ts'
import { openLab, type Lab } from '../../../src-main/core/lab.ts'
import type { RequestArguments, RequestName, Responses, RunSummary } from '../../../src-main/protocol.ts'
import { engineEntry, resources } from './places.ts'

/** The whole lab on a database, closed after `work`. Its runs train in processes of the build, with one thread each. */
export async function withBenchLab<T>(database: string, work: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = openLab({ database, resources, spawnEngine: forkEngine(engineEntry), electronVersion: null, threads: 1 })
  try {
    return await work(lab)
  } finally {
    await lab.close()
  }
}

/** The answer; an error envelope is thrown. */
export async function ask<K extends RequestName>(
  lab: Lab,
  name: K,
  argument: RequestArguments<K>,
): Promise<Responses[K]> {
  const envelope = await lab.request(name, argument)
  if (envelope.ok) return envelope.value
  throw new Error(`${name}: ${inEnglish(envelope.error.message)}`)
}

/** Starts an experiment whose files lie in `directory` and waits for its end. */
export async function trainToTheEnd(lab: Lab, experiment: object, directory: string): Promise<RunSummary> {
  const ended = Promise.withResolvers<RunSummary>()
  let id: string | null = null
  const stopListening = lab.subscribe(({ event }) => {
    if (event.type === 'run' && event.run.id === id && event.run.finishedAt !== null) ended.resolve(event.run)
  })
  try {
    id = (await ask(lab, 'startRun', { experiment, directory, paused: false })).id
    const run = await ended.promise
    if (run.status !== 'completed') throw new Error(`run ${run.status}: ${run.reason ? inEnglish(run.reason) : ''}`)
    return run
  } finally {
    stopListening()
  }
}
