import { InputError, type Problem } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import { startThread, type Thread } from '../files/thread.ts'
import type { DatasetExamination, DatasetSummary, ExaminationProgress, TableSurvey } from '../protocol.ts'
import { conflict } from './refusal.ts'
import type { WalkedTable } from './tables/walk-table.ts'

/** Data to look at, and how closely; or a table to walk through. */
export type Inspection = ({ readonly kind: 'brief' | 'close' } & DataPlace) | ({ readonly kind: 'table' } & WalkedTable)

export interface DataPlace {
  readonly dataset: unknown
  readonly seed: number
  readonly directory: string | null
}

export type Found = DatasetSummary | DatasetExamination | TableSurvey

export type InspectionAnswer =
  | { readonly kind: 'progress'; readonly progress: ExaminationProgress }
  | { readonly kind: 'done'; readonly found: Found }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly message: string }

/** Looks at data in threads of its own, so that the lab answers others meanwhile however large the data is. */
export interface Inspector {
  /** @throws InputError where the data cannot be had */
  inspect(where: DataPlace): Promise<DatasetSummary>
  /** @throws InputError; Refusal when it was cancelled */
  examine(where: DataPlace, ticket: string): Promise<DatasetExamination>
  /** Walks through a whole table. @throws InputError; Refusal when it was cancelled */
  survey(table: WalkedTable, ticket: string): Promise<TableSurvey>
  /** Ends the examination of that ticket, if there is one. */
  cancel(ticket: string): void
  close(): void
}

type InspectionThread = Thread<Inspection>

interface Job {
  readonly inspection: Inspection
  readonly ticket: string | null
  resolve(found: Found): void
  reject(error: Error): void
}

/** A brief look need not wait for a long examination; more would only take the cores from training. */
const mostThreads = 2

/** @param onProgress told of examinations only */
export function createInspector(onProgress: (ticket: string, progress: ExaminationProgress) => void): Inspector {
  const waiting: Job[] = []
  const working = new Map<InspectionThread, Job>()
  /** Kept for the next job: a thread takes a tenth of a second to start. */
  let idle: InspectionThread | null = null
  let closed = false

  function enqueue(job: Job): void {
    waiting.push(job)
    next()
  }

  function next(): void {
    if (closed || working.size >= mostThreads) return
    const job = waiting.shift()
    if (!job) return
    const thread = idle ?? recruit()
    idle = null
    thread.hold()
    working.set(thread, job)
    thread.send(job.inspection)
  }

  function recruit(): InspectionThread {
    const thread = startThread<{ task: Inspection; message: InspectionAnswer }>(
      import.meta,
      'inspection-thread',
      (answer) => hear(thread, answer),
      (why) => leave(thread, why),
    )
    return thread
  }

  function hear(thread: InspectionThread, answer: InspectionAnswer): void {
    const job = working.get(thread)
    if (!job) return
    if (answer.kind === 'progress') {
      if (job.ticket !== null) onProgress(job.ticket, answer.progress)
      return
    }
    working.delete(thread)
    thread.release()
    if (idle) thread.end()
    else idle = thread
    if (answer.kind === 'done') job.resolve(answer.found)
    else job.reject(answer.kind === 'refused' ? new InputError(answer.problems) : new Error(answer.message))
    next()
  }

  /** The thread is gone: so is what it was doing. */
  function leave(thread: InspectionThread, why: Error): void {
    if (idle === thread) idle = null
    const job = working.get(thread)
    working.delete(thread)
    job?.reject(why)
    next()
  }

  function cancel(ticket: string): void {
    const cancelled = conflict(say('The examination of the data was cancelled.'))
    const place = waiting.findIndex((job) => job.ticket === ticket)
    if (place >= 0) waiting.splice(place, 1)[0]?.reject(cancelled)
    for (const [thread, job] of working) {
      if (job.ticket !== ticket) continue
      leave(thread, cancelled)
      thread.end()
    }
  }

  const run = (inspection: Inspection, ticket: string | null): Promise<Found> =>
    closed
      ? Promise.reject(conflict(say('The lab is closing.')))
      : new Promise((resolve, reject) => enqueue({ inspection, ticket, resolve, reject }))

  return {
    // The thread answers each kind of look with what belongs to it.
    inspect: (where) => run({ kind: 'brief', ...where }, null) as Promise<DatasetSummary>,
    examine: (where, ticket) => run({ kind: 'close', ...where }, ticket) as Promise<DatasetExamination>,
    survey: (table, ticket) => run({ kind: 'table', ...table }, ticket) as Promise<TableSurvey>,
    cancel,
    close() {
      closed = true
      const closing = conflict(say('The lab is closing.'))
      waiting.splice(0).forEach((job) => job.reject(closing))
      for (const thread of [...working.keys(), ...(idle ? [idle] : [])]) {
        leave(thread, closing)
        thread.end()
      }
    },
  }
}
