import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Team } from '../../src-engine/kernels/team.ts'

/** Beside the bundles of the lab, or beside this file when the lab runs from its sources. */
const entry = join(import.meta.dirname, `kernel-thread${extname(import.meta.filename)}`)

/**
 * Starts so many more threads for a team. They join by themselves some 30 ms later, and do not keep the process alive;
 * one that cannot start is told of on standard error, and the team stays smaller.
 */
export function recruit(team: Team, helpers: number): void {
  for (let i = 0; i < helpers; i++) {
    const invitation = team.invite()
    if (invitation === null) return
    const worker = new Worker(entry, { workerData: invitation, env: {} })
    worker.on('error', (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      process.stderr.write(`A thread of the kernels ended: ${message}\n`)
    })
    worker.unref()
  }
}
