import { parentPort } from 'node:worker_threads'
import { InputError } from '../../src-engine/problem.ts'
import type { ExaminationProgress } from '../protocol.ts'
import { examineDataset, inspectDataset } from './inspect-dataset.ts'
import type { Inspection, InspectionAnswer } from './inspector.ts'

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

async function answerTo({ kind, dataset, seed, directory }: Inspection): Promise<InspectionAnswer> {
  try {
    const found =
      kind === 'brief'
        ? await inspectDataset(dataset, seed, directory)
        : await examineDataset(dataset, seed, directory, teller())
    return { kind: 'done', found }
  } catch (error) {
    if (error instanceof InputError) return { kind: 'refused', problems: error.problems }
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
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
