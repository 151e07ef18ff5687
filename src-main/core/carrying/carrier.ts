import type { ExportFile } from '../../../src-engine/formats/index.ts'
import type { ExportPreview } from '../../../src-engine/formats/preview.ts'
import { say } from '../../../src-engine/sentence.ts'
import { startThread, type Thread } from '../../files/thread.ts'
import type { CarryingProgress, Envelope, FileInspection, ImportReport } from '../../protocol.ts'
import type { ArchiveReport } from '../archive/write-archive.ts'
import type { ExportOrder } from '../export-files.ts'
import type { Wish } from '../imports/destination.ts'
import type { IncomingFile } from '../imports/open-file.ts'
import { conflict, unwrap } from '../refusal.ts'
import type { CarryAnswer, CarryOrder, CarryTask } from './carry-thread.ts'

/**
 * Brings files in and takes runs out, each in a thread of its own that reads, checks, hashes, stores and encodes, so that the lab
 * answers others meanwhile. What is given a ticket tells its progress and can be cancelled.
 */
export interface Carrier {
  /** @throws InputError; Refusal when it was cancelled */
  inspect(file: IncomingFile, wish: Wish, ticket: string | null): Promise<FileInspection>
  /** @throws InputError, and nothing is stored; Refusal when it was cancelled */
  bring(file: IncomingFile, wish: Wish, ticket: string | null): Promise<ImportReport>
  /**
   * @param references of the runs; null for everything
   * @throws Refusal where there is no such run, it is training, the file cannot be written, or it was cancelled
   */
  archive(references: readonly string[] | null, file: string, ticket: string | null): Promise<ArchiveReport>
  /** Throws as `exportFiles` of `export-files.ts` does. */
  exportFiles(order: ExportOrder): Promise<readonly ExportFile[]>
  previewFiles(order: ExportOrder): Promise<ExportPreview>
  cancel(ticket: string): void
  /** Cancels everything, and waits a moment until nothing is left of it. */
  close(): Promise<void>
}

type CarryThread = Thread<CarryOrder>

interface Journey {
  readonly ticket: string | null
  /** The thread looks at it: the work there does not listen. */
  readonly stop: Int32Array
  readonly thread: CarryThread
  readonly answer: PromiseWithResolvers<Envelope<unknown>>
}

/** Milliseconds that closing waits. */
const patience = 3000

export function createCarrier(
  database: string,
  now: () => number,
  onProgress: (ticket: string, progress: CarryingProgress) => void,
): Carrier {
  const journeys = new Map<CarryThread, Journey>()
  /** Kept for the next journey: a thread takes a tenth of a second to start. */
  let idle: CarryThread | null = null
  let closed = false

  /** The answer has the type of the task. */
  async function send<T>(task: CarryTask, ticket: string | null): Promise<T> {
    if (closed) throw conflict(say('The lab is closing.'))
    const thread = idle ?? recruit()
    idle = null
    thread.hold()
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const answer = Promise.withResolvers<Envelope<unknown>>()
    journeys.set(thread, { ticket, stop, thread, answer })
    thread.send({ database, now: now(), stop, task })
    return unwrap(await answer.promise) as T
  }

  function recruit(): CarryThread {
    const thread = startThread<{ task: CarryOrder; message: CarryAnswer }>(
      import.meta,
      'carry-thread',
      (message) => hear(thread, message),
      (why) => {
        if (idle === thread) idle = null
        journeys.get(thread)?.answer.reject(why)
        journeys.delete(thread)
      },
    )
    return thread
  }

  function hear(thread: CarryThread, message: CarryAnswer): void {
    const journey = journeys.get(thread)
    if (!journey) return
    if (message.kind === 'progress') {
      if (journey.ticket !== null) onProgress(journey.ticket, message.progress)
      return
    }
    journeys.delete(thread)
    thread.release()
    if (idle || closed) thread.end()
    else idle = thread
    journey.answer.resolve(message.answer)
  }

  function halt({ stop }: Journey): void {
    Atomics.store(stop, 0, 1)
  }

  /** Breaks off what does not end by itself. */
  function breakOff({ thread, answer }: Journey): void {
    thread.end()
    answer.reject(conflict(say('The lab is closing.')))
  }

  return {
    inspect: (file, wish, ticket) => send({ kind: 'inspect', file, ...wish }, ticket),
    bring: (file, wish, ticket) => send({ kind: 'import', file, ...wish }, ticket),
    archive: (references, file, ticket) => send({ kind: 'archive', references, file }, ticket),
    exportFiles: (order) => send({ kind: 'export', order }, null),
    previewFiles: (order) => send({ kind: 'preview', order }, null),
    cancel(ticket) {
      for (const journey of journeys.values()) if (journey.ticket === ticket) halt(journey)
    },
    async close() {
      closed = true
      idle?.end()
      idle = null
      const open = [...journeys.values()]
      open.forEach(halt)
      const impatience = setTimeout(() => open.forEach(breakOff), patience)
      await Promise.allSettled(open.map(({ answer }) => answer.promise))
      clearTimeout(impatience)
    },
  }
}
