import { parentPort } from 'node:worker_threads'
import { createGradientCheck } from '../../src-engine/explain/gradient-check.ts'
import { createLedger, type LedgerStep } from '../../src-engine/explain/ledger.ts'
import type { Envelope, GradientCheckState, LedgerPage } from '../protocol.ts'
import { createLedgerDesk, type LedgerWish } from './ledger-desk.ts'
import { createSourceLoader, type LedgerSource } from './ledger-source.ts'
import { failureEnvelope } from './refusal.ts'

/*
 * The entry of a thread that works training out to be looked at, so that the lab can answer others meanwhile.
 */

export type ExplainTask =
  | { readonly kind: 'ledger'; readonly id: number; readonly source: LedgerSource; readonly wish: LedgerWish }
  | { readonly kind: 'firstStep'; readonly id: number; readonly source: LedgerSource }
  | { readonly kind: 'gradientCheck'; readonly source: LedgerSource }

export type ExplainMessage =
  | { readonly kind: 'ledger'; readonly id: number; readonly answer: Envelope<LedgerPage> }
  | { readonly kind: 'firstStep'; readonly id: number; readonly answer: Envelope<LedgerStep | null> }
  | { readonly kind: 'gradientCheck'; readonly answer: Envelope<GradientCheckState> }

/** Milliseconds between two reports of how far a check is. */
const reportEvery = 100

const load = createSourceLoader()
const desk = createLedgerDesk(load)
let previous: Promise<unknown> = Promise.resolve()

parentPort?.on('message', (task: ExplainTask) => {
  // One after the other: they share the training that stands open.
  previous = previous.then(() => perform(task))
})

function perform(task: ExplainTask): Promise<void> {
  switch (task.kind) {
    case 'ledger':
      return answerLedger(task)
    case 'firstStep':
      return answerFirstStep(task)
    case 'gradientCheck':
      return checkGradients(task.source)
  }
}

function tell(message: ExplainMessage): void {
  parentPort?.postMessage(message)
}

async function answerLedger({ id, source, wish }: Extract<ExplainTask, { kind: 'ledger' }>): Promise<void> {
  const answer = await desk.page(source, wish).then((value) => ({ ok: true, value }) as const, failureEnvelope)
  tell({ kind: 'ledger', id, answer })
}

async function answerFirstStep({ id, source }: Extract<ExplainTask, { kind: 'firstStep' }>): Promise<void> {
  const step = load(source).then(({ experiment, dataset }) => createLedger({ experiment, dataset, steps: 1 }).steps[0])
  const answer = await step.then((value) => ({ ok: true, value: value ?? null }) as const, failureEnvelope)
  tell({ kind: 'firstStep', id, answer })
}

async function checkGradients(source: LedgerSource): Promise<void> {
  try {
    const check = createGradientCheck(await load(source))
    const report = (done: boolean) => {
      const { checked, total } = check
      tell({ kind: 'gradientCheck', answer: { ok: true, value: { checked, total, report: check.report(), done } } })
    }
    report(false)
    let reported = performance.now()
    while (check.checked < check.total) {
      check.advance(1)
      if (performance.now() - reported < reportEvery) continue
      report(false)
      reported = performance.now()
    }
    report(true)
  } catch (error) {
    tell({ kind: 'gradientCheck', answer: failureEnvelope(error) })
  }
}
