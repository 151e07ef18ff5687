import type { LedgerStep } from '../../src-engine/explain/ledger.ts'
import type { ReportMaterial, ReportedRun } from '../../src-engine/formats/report/material.ts'
import { planLayers } from '../../src-engine/network.ts'
import { InputError } from '../../src-engine/problem.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import { signalOf } from '../../src-engine/validate.ts'
import type { Language } from '../../src-engine/words/language.ts'
import type { RunSummary } from '../protocol.ts'
import type { RunSpec } from '../store/run-repository.ts'
import type { Store } from '../store/store.ts'
import type { Evaluator } from './evaluator.ts'
import type { Explainer } from './explainer.ts'
import { withoutFolders } from './portable.ts'

/** A step of more numbers than these is not written down for a report that shows a few of them. */
const mostNumbers = 5_000_000

/** What a report tells, besides what every format is given. Where the data is gone it says so and tells the rest. */
export async function gatherReport(
  lab: { readonly store: Store; readonly evaluator: Evaluator; readonly explainer: Pick<Explainer, 'firstStep'> },
  run: RunSummary,
  checkpoint: string,
  language: Language,
): Promise<ReportMaterial> {
  const { store } = lab
  const spec = store.runs.spec(run.id)
  return {
    language,
    run: { ...run, reason: run.reason && withoutFolders(run.reason), origin: originOf(run) },
    alarms: store.alarms.list(run.id),
    changes: store.changes.list(run.id),
    bestEpoch: store.checkpoints.list(run.id).find(({ name }) => name === 'best')?.epoch ?? null,
    ...(await fromData(lab, run, checkpoint, spec)),
  }
}

type FromData = Pick<ReportMaterial, 'evaluated' | 'ledger' | 'dataMissing'>

async function fromData(
  { evaluator, explainer }: { readonly evaluator: Evaluator; readonly explainer: Pick<Explainer, 'firstStep'> },
  run: RunSummary,
  checkpoint: string,
  spec: RunSpec,
): Promise<FromData> {
  try {
    return {
      evaluated: await evaluator.evaluate(run, { part: null, checkpoint }),
      ledger: await firstStepOf(run, spec, explainer),
      dataMissing: null,
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { evaluated: null, ledger: null, dataMissing: withoutFolders(error.sentence) }
  }
}

async function firstStepOf(
  run: RunSummary,
  spec: RunSpec,
  explainer: Pick<Explainer, 'firstStep'>,
): Promise<LedgerStep | null> {
  const { experiment, model, directory, fingerprint } = spec
  const layers = planLayers(experiment.network.layers, signalOf(model))
  const signals = layers.reduce((sum, { outputShape }) => sum + sizeOf(outputShape), sizeOf(model.inputShape))
  const numbers = 6 * run.parameterCount + 4 * signals * experiment.training.batchSize
  if (numbers > mostNumbers) return null
  const key = JSON.stringify([experiment, directory, fingerprint])
  return explainer.firstStep({ key, experiment, directory, fingerprint, checkpoint: null, changes: [] })
}

function originOf({ origin, imported }: RunSummary): ReportedRun['origin'] {
  if (origin) return { kind: 'run', name: `#${origin.number} ${origin.name}`, detail: origin.checkpoint }
  if (!imported) return null
  const detail = imported.run === null ? imported.format : `${imported.run} ${imported.checkpoint ?? ''}`.trim()
  return { kind: 'file', name: imported.file, detail }
}
