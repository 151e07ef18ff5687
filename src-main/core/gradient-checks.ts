import { say } from '../../src-engine/sentence.ts'
import { randomUUID } from 'node:crypto'
import type { Envelope, GradientCheckState } from '../protocol.ts'
import { startExplainWorker, type ExplainWorker } from './explain-worker.ts'
import type { LedgerSource } from './ledger-source.ts'
import { conflict, notFound, unwrap } from './refusal.ts'

/** Gradient checks under way, each in a thread of its own. */
export interface GradientChecks {
  start(source: LedgerSource): string
  state(id: string): GradientCheckState
  stop(id: string): void
  close(): void
}

interface Check {
  /** Null once it is over. */
  worker: ExplainWorker | null
  answer: Envelope<GradientCheckState>
  forget: NodeJS.Timeout
}

/** As many as the smallest machine has cores for. */
const mostAtOnce = 2

/** A check that nobody has asked after for so many milliseconds is of no use to anybody. */
const forgetAfter = 20_000

export function createGradientChecks(): GradientChecks {
  const checks = new Map<string, Check>()

  function stop(id: string): void {
    const check = checks.get(id)
    if (!check) return
    clearTimeout(check.forget)
    check.worker?.end()
    checks.delete(id)
  }

  return {
    start(source) {
      if ([...checks.values()].filter(({ worker }) => worker).length >= mostAtOnce) {
        throw conflict(
          say('{count} gradient checks are under way; wait for one to end, or cancel it.', { count: mostAtOnce }),
        )
      }
      const id = randomUUID()
      const worker = startExplainWorker(
        (message) => {
          if (message.kind !== 'gradientCheck') return
          check.answer = message.answer
          if (message.answer.ok && !message.answer.value.done) return
          check.worker?.end()
          check.worker = null
        },
        (error) => {
          console.error(error)
          const message = say('The gradient check ended before it was done; the lab’s log says why.')
          check.answer = { ok: false, error: { code: 'internal', message, problems: [] } }
          check.worker = null
        },
      )
      const check: Check = {
        worker,
        answer: { ok: true, value: { checked: 0, total: 0, report: null, done: false } },
        forget: setTimeout(() => stop(id), forgetAfter).unref(),
      }
      checks.set(id, check)
      worker.send({ kind: 'gradientCheck', source })
      return id
    },
    state(id) {
      const check = checks.get(id)
      if (!check) throw notFound(say('That gradient check is over; start another.'))
      check.forget.refresh()
      return unwrap(check.answer)
    },
    stop,
    close: () => [...checks.keys()].forEach(stop),
  }
}
