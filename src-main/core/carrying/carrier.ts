import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ExportFile } from '../../../src-engine/formats/index.ts'
import type { ExportPreview } from '../../../src-engine/formats/preview.ts'
import { say } from '../../../src-engine/sentence.ts'
import { dataEnvironment } from '../../files/lab-folder.ts'
import type { CarryingProgress, Envelope, FileInspection, ImportReport } from '../../protocol.ts'
import type { ArchiveReport } from '../archive/write-archive.ts'
import type { ExportOrder } from '../export-files.ts'
import type { WantedDestination } from '../imports/destination.ts'
import type { IncomingFile } from '../imports/open-file.ts'
import { conflict, unwrap } from '../refusal.ts'
import type { CarryAnswer, CarryOrder, CarryTask } from './carry-thread.ts'

/**
 * Brings files in and takes runs out, each in a thread of its own that reads, checks, hashes, stores and encodes, so that the lab
 * answers others meanwhile. What is given a ticket tells its progress and can be cancelled.
 */
export interface Carrier {
  /** @throws InputError; Refusal when it was cancelled */
  inspect(file: IncomingFile, destination: WantedDestination, ticket: string | null): Promise<FileInspection>
  /** @throws InputError, and nothing is stored; Refusal when it was cancelled */
  bring(file: IncomingFile, destination: WantedDestination, ticket: string | null): Promise<ImportReport>
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

interface Journey {
  readonly ticket: string | null
  /** The thread looks at it: the work there does not listen. */
  readonly stop: Int32Array
  readonly worker: Worker
  readonly answer: Promise<Envelope<unknown>>
}

/** Beside the bundles of the lab, or beside this file when the lab runs from its sources. */
const entry = join(import.meta.dirname, `carry-thread${extname(import.meta.filename)}`)

/** Milliseconds that closing waits. */
const patience = 3000

export function createCarrier(
  database: string,
  now: () => number,
  onProgress: (ticket: string, progress: CarryingProgress) => void,
): Carrier {
  const journeys = new Set<Journey>()
  let closed = false

  /** The answer has the type of the task. */
  async function send<T>(task: CarryTask, ticket: string | null): Promise<T> {
    if (closed) throw conflict(say('The lab is closing.'))
    const journey = begin(task, ticket)
    journeys.add(journey)
    try {
      return unwrap(await journey.answer) as T
    } finally {
      journeys.delete(journey)
    }
  }

  function begin(task: CarryTask, ticket: string | null): Journey {
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const order: CarryOrder = { database, now: now(), stop, task }
    const worker = new Worker(entry, { workerData: order, env: dataEnvironment() })
    const answer = new Promise<Envelope<unknown>>((resolve, reject) => {
      worker.on('message', (message: CarryAnswer) => {
        if (message.kind === 'done') resolve(message.answer)
        else if (ticket !== null) onProgress(ticket, message.progress)
      })
      worker.once('error', reject)
      worker.once('exit', (code) => {
        reject(new Error(`a thread that carries files ended without an answer (exit code ${code})`))
      })
    })
    return { ticket, stop, worker, answer }
  }

  function halt({ stop }: Journey): void {
    Atomics.store(stop, 0, 1)
  }

  return {
    inspect: (file, destination, ticket) => send({ kind: 'inspect', file, destination }, ticket),
    bring: (file, destination, ticket) => send({ kind: 'import', file, destination }, ticket),
    archive: (references, file, ticket) => send({ kind: 'archive', references, file }, ticket),
    exportFiles: (order) => send({ kind: 'export', order }, null),
    previewFiles: (order) => send({ kind: 'preview', order }, null),
    cancel(ticket) {
      for (const journey of journeys) if (journey.ticket === ticket) halt(journey)
    },
    async close() {
      closed = true
      const open = [...journeys]
      open.forEach(halt)
      const impatience = setTimeout(() => open.forEach(({ worker }) => void worker.terminate()), patience)
      await Promise.allSettled(open.map(({ answer }) => answer))
      clearTimeout(impatience)
    },
  }
}
