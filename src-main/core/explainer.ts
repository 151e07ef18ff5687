import { say } from '../../src-engine/sentence.ts'
import type { LedgerStep } from '../../src-engine/explain/ledger.ts'
import type { GradientCheckState, LedgerPage } from '../protocol.ts'
import { createGradientChecks } from './gradient-checks.ts'
import { startExplainWorker, type ExplainWorker } from './explain-worker.ts'
import type { ExplainTask } from './explain-thread.ts'
import type { LedgerWish } from './ledger-desk.ts'
import type { LedgerSource } from './ledger-source.ts'
import { conflict, unwrap } from './refusal.ts'

/** Works training steps out to be looked at, beside the lab's own thread. */
export interface Explainer {
  /** @throws InputError on bad input, and on what is too large or too far away */
  ledger(source: LedgerSource, wish: LedgerWish): Promise<LedgerPage>
  /** The first step from the weights the seed draws, whole. @throws InputError where the data is gone or another */
  firstStep(source: LedgerSource): Promise<LedgerStep | null>
  /** @throws Refusal while as many as may are under way; returns its id */
  startCheck(source: LedgerSource): string
  /** @throws Refusal where there is no such check; InputError where it could not be made */
  checkState(id: string): GradientCheckState
  stopCheck(id: string): void
  close(): void
}

/** The thread and what it has worked out are let go when nobody has asked for so many milliseconds. */
const idleTime = 60_000

export function createExplainer(): Explainer {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const checks = createGradientChecks()
  let worker: ExplainWorker | null = null
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function start(): ExplainWorker {
    return startExplainWorker(
      (message) => {
        if (message.kind === 'gradientCheck') return
        const asked = waiting.get(message.id)
        waiting.delete(message.id)
        if (waiting.size === 0) worker?.release()
        try {
          asked?.resolve(unwrap<unknown>(message.answer))
        } catch (error) {
          asked?.reject(error)
        }
      },
      (error) => {
        worker = null
        for (const { reject } of waiting.values()) reject(error)
        waiting.clear()
      },
    )
  }

  function ask(taskOf: (id: number) => ExplainTask): Promise<unknown> {
    worker ??= start()
    const asked = Promise.withResolvers<unknown>()
    const id = ++lastId
    waiting.set(id, asked)
    // A terminal waits for the answer with nothing else to do.
    worker.hold()
    worker.send(taskOf(id))
    rest()
    return asked.promise
  }

  function letGo(): void {
    if (waiting.size > 0) {
      rest()
      return
    }
    worker?.end()
    worker = null
  }

  function rest(): void {
    clearTimeout(idle)
    idle = setTimeout(letGo, idleTime).unref()
  }

  return {
    // The thread answers each kind of question with its own kind of answer.
    ledger: (source, wish) => ask((id) => ({ kind: 'ledger', id, source, wish })) as Promise<LedgerPage>,
    firstStep: (source) => ask((id) => ({ kind: 'firstStep', id, source })) as Promise<LedgerStep | null>,
    startCheck: (source) => checks.start(source),
    checkState: (id) => checks.state(id),
    stopCheck: (id) => checks.stop(id),
    close() {
      clearTimeout(idle)
      worker?.end()
      worker = null
      for (const { reject } of waiting.values()) reject(conflict(say('The lab is closing.')))
      waiting.clear()
      checks.close()
    },
  }
}
