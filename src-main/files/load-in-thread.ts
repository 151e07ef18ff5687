import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import { InputError, type Problem } from '../../src-engine/problem.ts'
import type { DataFingerprint, Evaluation } from '../protocol.ts'
import { startThread } from './thread.ts'

/** A dataset, and what takes a walk through all of it to know. */
export interface LoadedDataset {
  readonly dataset: Dataset
  readonly fingerprint: DataFingerprint
  /** Of every input; null where they are words, or too many to be set one by one. */
  readonly inputs: Evaluation['inputs']
  /** Of all inputs together. */
  readonly inputRange: Evaluation['inputRange']
}

/** What the thread is told. */
export interface LoadOrder {
  readonly spec: DatasetSpec
  readonly seed: number
  readonly directory: string | null
}

/** What it answers: the data, or what a person has to mend. */
export type LoadReply = { readonly loaded: LoadedDataset } | { readonly problems: readonly Problem[] }

/**
 * Reads or draws a dataset in a thread of its own: for large ones that takes seconds, in which the lab answers others.
 * The numbers change hands without being copied.
 *
 * @throws InputError as `loadDataset` does
 */
export async function loadInThread(order: LoadOrder): Promise<LoadedDataset> {
  const reply = await ask(order)
  if ('problems' in reply) throw new InputError([...reply.problems])
  return reply.loaded
}

function ask(order: LoadOrder): Promise<LoadReply> {
  return new Promise((resolve, reject) => {
    const thread = startThread<{ task: LoadOrder; message: LoadReply }>(
      import.meta,
      'dataset-thread',
      (reply) => {
        resolve(reply)
        thread.end()
      },
      reject,
    )
    thread.send(order)
  })
}
