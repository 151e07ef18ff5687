import { isMarkedAsUntransferable, parentPort } from 'node:worker_threads'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { InputError } from '../../src-engine/problem.ts'
import { fingerprintOf, loadDataset } from './datasets.ts'
import { rangeOf, rangesOf } from './input-ranges.ts'
import type { LoadOrder, LoadReply } from './load-in-thread.ts'

/* The entry of a thread that reads or draws one dataset and says what it is. */

parentPort?.once('message', (order: LoadOrder) => void load(order))

async function load({ spec, seed, directory }: LoadOrder): Promise<void> {
  try {
    const dataset = await loadDataset(spec, seed, directory)
    const loaded = {
      dataset,
      fingerprint: fingerprintOf(dataset),
      inputs: dataset.vocabulary ? null : rangesOf(dataset),
      inputRange: rangeOf(dataset.inputs),
    }
    reply({ loaded }, buffersOf(dataset))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    reply({ problems: error.problems })
  }
}

function reply(message: LoadReply, buffers: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, buffers)
}

/** What changes hands without being copied; small files lie in a buffer that they share with others. */
function buffersOf({ inputs, targets }: Dataset): ArrayBuffer[] {
  const buffers = [...new Set([inputs.buffer, targets.buffer])]
  return buffers.filter((buffer) => buffer instanceof ArrayBuffer).filter((buffer) => !isMarkedAsUntransferable(buffer))
}
