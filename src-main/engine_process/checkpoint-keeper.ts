import { createHash } from 'node:crypto'
import { encodeCheckpoint, type Checkpoint } from '../../src-engine/checkpoint.ts'
import { isFiniteArray } from '../../src-engine/float-array.ts'
import type { CheckpointMessage } from './messages.ts'

/** Between two `last` checkpoints, in milliseconds. */
const shortestInterval = 2000
/** Large networks are saved less often, so that saving takes at most this share of the time. */
const largestShare = 0.02

/**
 * Checkpoints on their way to the host: kept as soon as they are due, sent not too often, none with weights that are
 * no longer numbers.
 */
export interface CheckpointKeeper {
  /** Keeps the present weights under `name`, in the place of what was waiting under it. */
  keep(name: string, checkpoint: Checkpoint, seconds: number): void
  isDue(): boolean
  /** Checkpoints of chosen epochs, which need not wait for the others. */
  takeEpochs(): CheckpointMessage[]
  /** Everything that waits, without the present weights: they are worth nothing once training has diverged. */
  takeWaiting(): CheckpointMessage[]
  /**
   * Everything that waits, and the present weights as `last`: a `best` is never sent without a `last` as late as it, so
   * that a run that goes on from `last` has not seen the future.
   */
  takeAll(checkpoint: Checkpoint, seconds: number): CheckpointMessage[]
}

export function createCheckpointKeeper(now: () => number): CheckpointKeeper {
  const waiting = new Map<string, { readonly checkpoint: Checkpoint; readonly seconds: number }>()
  let taken = now()
  let interval = shortestInterval

  function keep(name: string, checkpoint: Checkpoint, seconds: number): void {
    if (hasNumbersOnly(checkpoint)) waiting.set(name, { checkpoint, seconds })
  }

  function take(isWanted: (name: string) => boolean): CheckpointMessage[] {
    const names = [...waiting.keys()].filter(isWanted)
    return names.flatMap((name) => {
      const kept = waiting.get(name)
      waiting.delete(name)
      return kept ? [encode(name, kept.checkpoint, kept.seconds)] : []
    })
  }

  return {
    keep,
    isDue: () => now() - taken >= interval,
    takeEpochs: () => take((name) => name.startsWith('epoch:')),
    takeWaiting: () => take(() => true),
    takeAll(checkpoint, seconds) {
      const began = now()
      keep('last', checkpoint, seconds)
      taken = now()
      interval = Math.max(shortestInterval, (taken - began) / largestShare)
      return take(() => true)
    },
  }
}

/** Only what is sent is encoded: a small network can be at its best thousands of times a second. */
function encode(name: string, checkpoint: Checkpoint, seconds: number): CheckpointMessage {
  const bytes = encodeCheckpoint(checkpoint)
  const { epoch, step } = checkpoint.position
  return { name, epoch, step, seconds, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Whether every weight is still a finite number. */
export function hasNumbersOnly({ parameters }: Pick<Checkpoint, 'parameters'>): boolean {
  return parameters.every(({ values }) => isFiniteArray(values))
}
