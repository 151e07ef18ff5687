import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { dataEnvironment } from './lab-folder.ts'

/** A thread of the lab. While it is held, the process does not end by itself. */
export interface Thread<Task> {
  send(task: Task): void
  hold(): void
  release(): void
  /** Ends it whatever it does; nothing is heard of it any more. */
  end(): void
}

/** What a thread is told, and what it says. */
interface Talk {
  readonly task: unknown
  readonly message: unknown
}

/**
 * Starts a thread whose entry lies beside the module that asks for it: among the sources, and among the bundles of the
 * built lab, where `electron.vite.config.ts` must name it. It is given no more of the environment than where data is kept.
 *
 * @param module `import.meta` of that module
 * @param onMessage told whatever the thread posts
 * @param onEnd called once if the thread ends by itself, with why
 */
export function startThread<T extends Talk>(
  module: ImportMeta,
  name: string,
  onMessage: (message: T['message']) => void,
  onEnd: (error: Error) => void,
): Thread<T['task']> {
  const entry = join(module.dirname, `${name}${extname(module.filename)}`)
  const worker = new Worker(entry, { env: dataEnvironment(), execArgv: [] })
  let ended = false
  const end = (error: Error): void => {
    if (!ended) onEnd(error)
    ended = true
  }
  worker.on('message', (message: T['message']) => {
    if (!ended) onMessage(message)
  })
  worker.on('error', (error: unknown) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', (code) => end(new Error(`the thread ${name} ended with code ${code}`)))
  return {
    send: (task) => worker.postMessage(task),
    hold: () => worker.ref(),
    release: () => worker.unref(),
    end() {
      ended = true
      void worker.terminate()
    },
  }
}
