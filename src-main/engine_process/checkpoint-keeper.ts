import { createHash } from 'node:crypto'
import { encodeCheckpoint, type Checkpoint } from '../../src-engine/checkpoint.ts'
import type { CheckpointMessage } from './messages.ts'

/** Between two `last` checkpoints, in milliseconds. */
const shortestInterval = 2000
/** Large networks are saved less often, so that saving takes at most this share of the time. */
const largestShare = 0.05

/**
 * Checkpoints on their way to the host: taken as soon as they are due, sent not too often, none with weights that are
 * no longer numbers.
 */
export interface CheckpointKeeper {
  /** Keeps the present weights under `name`, in the place of what was waiting under it. */
  keep(name: string, checkpoint: Checkpoint, seconds: number): void
  isDue(): boolean
  /** Checkpoints of chosen epochs, which need not wait for the others. */
  takeEpochs(): CheckpointMessage[]
  /**
   * Everything that waits, and the present weights as `last`: a `best` is never sent without a `last` as late as it, so
   * that a run that goes on from `last` has not seen the future.
   */
  takeAll(checkpoint: Checkpoint, seconds: number): CheckpointMessage[]
}

export function createCheckpointKeeper(now: () => number): CheckpointKeeper {
  const waiting = new Map<string, CheckpointMessage>()
  let taken = now()
  let interval = shortestInterval

  function keep(name: string, checkpoint: Checkpoint, seconds: number): void {
    if (!hasNumbersOnly(checkpoint)) return
    const bytes = encodeCheckpoint(checkpoint)
    const { epoch, step } = checkpoint.position
    waiting.set(name, { name, epoch, step, seconds, bytes, sha256: createHash('sha256').update(bytes).digest('hex') })
  }

  function take(isWanted: (name: string) => boolean): CheckpointMessage[] {
    const messages = [...waiting.values()].filter(({ name }) => isWanted(name))
    for (const { name } of messages) waiting.delete(name)
    return messages
  }

  return {
    keep,
    isDue: () => now() - taken >= interval,
    takeEpochs: () => take((name) => name.startsWith('epoch:')),
    takeAll(checkpoint, seconds) {
      const began = now()
      keep('last', checkpoint, seconds)
      taken = now()
      interval = Math.max(shortestInterval, (taken - began) / largestShare)
      return take(() => true)
    },
  }
}

/** Whether every weight is still a finite number. */
export function hasNumbersOnly({ parameters }: Pick<Checkpoint, 'parameters'>): boolean {
  return parameters.every(({ values }) => values.every(Number.isFinite))
}
