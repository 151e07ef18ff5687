import { parentPort } from 'node:worker_threads'
import { InputError } from '../../src-engine/problem.ts'
import type { ExaminationProgress } from '../protocol.ts'
import { examineDataset, inspectDataset } from './inspect-dataset.ts'
import type { Found, Inspection, InspectionAnswer } from './inspector.ts'
import { walkTable } from './tables/walk-table.ts'

/* The entry of a thread that looks at data, one after the other, and says how far it is. */

/** Milliseconds between two words on how far it is. */
const tellEvery = 100

const port = parentPort
if (!port) throw new Error('this is the entry of a thread')
port.on('message', (inspection: Inspection) => {
  void answerTo(inspection).then(tell)
})

function tell(answer: InspectionAnswer): void {
  port?.postMessage(answer)
}

async function answerTo(inspection: Inspection): Promise<InspectionAnswer> {
  try {
    return { kind: 'done', found: await look(inspection) }
  } catch (error) {
    if (error instanceof InputError) return { kind: 'refused', problems: error.problems }
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function look(inspection: Inspection): Promise<Found> {
  if (inspection.kind === 'table') return walkTable(inspection, teller())
  const { kind, dataset, seed, directory } = inspection
  return kind === 'brief'
    ? inspectDataset(dataset, seed, directory)
    : examineDataset(dataset, seed, directory, teller())
}

/** A new stage is told of at once, its progress now and then. */
function teller(): (progress: ExaminationProgress) => void {
  let last: { readonly stage: string; readonly at: number } | null = null
  return (progress) => {
    const at = performance.now()
    if (last?.stage === progress.stage && at - last.at < tellEvery) return
    last = { stage: progress.stage, at }
    tell({ kind: 'progress', progress })
  }
}
