import { InputError } from '../../src-engine/problem.ts'
import { inEnglish } from '../../src-engine/sentence.ts'
import { startThread, type Thread } from '../files/thread.ts'
import type { Envelope } from '../protocol.ts'
import type { ExplainMessage, ExplainTask } from './explain-thread.ts'

/** A thread that explains; it does not keep the process alive. */
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

/** What an envelope of the thread holds; what went wrong there is thrown here. */
export function unwrap<T>(answer: Envelope<T>): T {
  if (answer.ok) return answer.value
  const { code, message, problems } = answer.error
  throw code === 'input' ? new InputError(problems) : new Error(inEnglish(message))
}
