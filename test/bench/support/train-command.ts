import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../../../src-main/store/store.ts'
import { commandLine } from './places.ts'

/** What one `lab train` took. */
export interface TrainCommand {
  /** From the start of the command to the moment its first batch could be trained, in seconds. */
  readonly secondsToStart: number
  /** From the start of the command to its end, in seconds. */
  readonly secondsInAll: number
  /** The most memory the process that trains has ever held, in MB; null where the system does not tell. */
  readonly peakMegabytes: number | null
}

/** Trains an experiment file as a person does from a terminal; `threads` as its option of that name. */
export async function trainCommand(database: string, file: string, threads: string): Promise<TrainCommand> {
  const began = Date.now()
  const args = ['--db', database, '--json', 'train', file, '--threads', threads]
  const child = spawn(process.execPath, [commandLine, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  const watched = peakOfChild(child.pid, () => child.exitCode === null)
  const { runId } = JSON.parse(await text(child.stdout)) as { runId: string }
  await ended
  const store = openStore(database)
  const startedAt = store.runs.find(runId)?.startedAt ?? NaN
  store.close()
  return {
    secondsToStart: (startedAt - began) / 1000,
    secondsInAll: (Date.now() - began) / 1000,
    peakMegabytes: await watched,
  }
}

/** The peak memory of the one child of a process, in MB, looked at until it is gone. */
async function peakOfChild(parent: number | undefined, goesOn: () => boolean): Promise<number | null> {
  let peak: number | null = null
  while (goesOn()) {
    const child = read(`/proc/${parent}/task/${parent}/children`)?.trim()
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(read(`/proc/${child}/status`) ?? '')?.[1]
    if (kilobytes !== undefined) peak = Number(kilobytes) / 1000
    await sleep(20)
  }
  return peak
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It ended in this moment, or this system has no such files.
    return null
  }
}
