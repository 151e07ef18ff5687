import { parentPort } from 'node:worker_threads'
import { say } from '../../../src-engine/sentence.ts'
import type { CarryingProgress, Envelope } from '../../protocol.ts'
import { openStore, type Store } from '../../store/store.ts'
import { writeArchive } from '../archive/write-archive.ts'
import { exportFiles, previewFiles, type ExportOrder } from '../export-files.ts'
import type { Wish } from '../imports/destination.ts'
import { importFile } from '../imports/importer.ts'
import { inspectFile } from '../imports/inspect-file.ts'
import type { IncomingFile } from '../imports/open-file.ts'
import type { Tell } from './progress.ts'
import { conflict, failureEnvelope } from '../refusal.ts'

/* The entry of a thread that brings files in or takes them out, one at a time, each with its own connection to the database. */

export type CarryTask =
  | ({ readonly kind: 'inspect' | 'import'; readonly file: IncomingFile } & Wish)
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

parentPort?.on('message', (order: CarryOrder) => {
  void carry(order)
})

async function carry(order: CarryOrder): Promise<void> {
  const answer = await perform(order).then((value) => ({ ok: true, value }) as const, failureEnvelope)
  post({ kind: 'done', answer })
}

async function perform(order: CarryOrder): Promise<unknown> {
  const store = openStore(order.database)
  try {
    return await work(store, order)
  } finally {
    store.close()
  }
}

async function work(store: Store, { task, now, stop }: CarryOrder): Promise<unknown> {
  const tell = teller(stop)
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
function teller(stop: Int32Array): Tell {
  let told = { stage: '', at: 0 }
  return (progress) => {
    if (Atomics.load(stop, 0) !== 0) throw conflict(say('It was cancelled, and nothing of it is left.'))
    const at = performance.now()
    if (told.stage === progress.stage && at - told.at < tellEvery) return
    told = { stage: progress.stage, at }
    post({ kind: 'progress', progress })
  }
}

function post(answer: CarryAnswer): void {
  parentPort?.postMessage(answer)
}
