import { startThread, type Thread } from '../files/thread.ts'
import type { ExplainMessage, ExplainTask } from './explain-thread.ts'

/** A thread that explains; it does not keep the process alive unless it is held. */
export type ExplainWorker = Thread<ExplainTask>

/** @param onEnd called once if the thread ends by itself, with why */
export function startExplainWorker(
  onMessage: (message: ExplainMessage) => void,
  onEnd: (error: Error) => void,
): ExplainWorker {
  const thread = startThread<{ task: ExplainTask; message: ExplainMessage }>(
    import.meta,
    'explain-thread',
    onMessage,
    onEnd,
  )
  thread.release()
  return thread
}
