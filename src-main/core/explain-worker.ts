import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ExplainMessage, ExplainTask } from './explain-thread.ts'
import { dataEnvironment } from '../files/lab-folder.ts'

/** Beside the bundles of the lab, or beside this file when the lab runs from its sources. */
const entry = join(import.meta.dirname, `explain-thread${extname(import.meta.filename)}`)

/** A thread that explains; it does not keep the process alive. */
export interface ExplainWorker {
  send(task: ExplainTask): void
  end(): void
}

/** @param onEnd called once if the thread ends by itself, with why */
export function startExplainWorker(
  onMessage: (message: ExplainMessage) => void,
  onEnd: (error: unknown) => void,
): ExplainWorker {
  const worker = new Worker(entry, { env: dataEnvironment() })
  let ended = false
  const end = (error: unknown) => {
    if (!ended) onEnd(error)
    ended = true
  }
  worker.on('message', onMessage)
  worker.on('error', end)
  worker.on('exit', (code) => end(new Error(`a thread that explains ended with code ${code}`)))
  worker.unref()
  return {
    send: (task) => worker.postMessage(task),
    end() {
      ended = true
      void worker.terminate()
    },
  }
}
