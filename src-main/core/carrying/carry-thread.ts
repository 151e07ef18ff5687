import { parentPort, workerData } from 'node:worker_threads'
import { say } from '../../../src-engine/sentence.ts'
import type { CarryingProgress, Envelope } from '../../protocol.ts'
import { openStore } from '../../store/store.ts'
import { writeArchive } from '../archive/write-archive.ts'
import { exportFiles, previewFiles, type ExportOrder } from '../export-files.ts'
import type { WantedDestination } from '../imports/destination.ts'
import { importFile } from '../imports/importer.ts'
import { inspectFile } from '../imports/inspect-file.ts'
import type { IncomingFile } from '../imports/open-file.ts'
import { conflict, failureEnvelope } from '../refusal.ts'

/* The entry of a thread that brings one file in or takes one out, with a connection to the database of its own. */

export type CarryTask =
  | { readonly kind: 'inspect' | 'import'; readonly file: IncomingFile; readonly destination: WantedDestination }
  | { readonly kind: 'archive'; readonly references: readonly string[] | null; readonly file: string }
  | { readonly kind: 'export' | 'preview'; readonly order: ExportOrder }

export interface CarryOrder {
  readonly database: string
  readonly now: number
  /** Shared; anything but 0 asks it to end. */
  readonly stop: Int32Array
  readonly task: CarryTask
}

export type CarryAnswer =
  | { readonly kind: 'progress'; readonly progress: CarryingProgress }
  | { readonly kind: 'done'; readonly answer: Envelope<unknown> }

/** Milliseconds between two words on how far it is. */
const tellEvery = 100

const { database, now, stop, task } = workerData as CarryOrder
const store = openStore(database)
let told = { stage: '', at: 0 }

const answer = await work().then((value) => ({ ok: true, value }) as const, failureEnvelope)
store.close()
post({ kind: 'done', answer })

async function work(): Promise<unknown> {
  switch (task.kind) {
    case 'inspect':
      return inspectFile(store, { ...task, tell })
    case 'import':
      return importFile(store, { ...task, now, tell })
    case 'archive':
      return writeArchive(store, task.references, task.file, tell)
    case 'export':
      return exportFiles(store, task.order)
    case 'preview':
      return previewFiles(store, task.order)
  }
}

/** A new stage is told of at once, its progress now and then. */
function tell(progress: CarryingProgress): void {
  if (Atomics.load(stop, 0) !== 0) throw conflict(say('It was cancelled, and nothing of it is left.'))
  const at = performance.now()
  if (told.stage === progress.stage && at - told.at < tellEvery) return
  told = { stage: progress.stage, at }
  post({ kind: 'progress', progress })
}

function post(answer: CarryAnswer): void {
  parentPort?.postMessage(answer)
}
