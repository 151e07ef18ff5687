import { createHash } from 'node:crypto'
import { inputError } from '../../../src-engine/problem.ts'
import { say, type Sentence } from '../../../src-engine/sentence.ts'
import type { ImportReport } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'
import { importArchive } from '../archive/import-archive.ts'
import type { Tell } from '../carrying/progress.ts'
import { destinationOf, type WantedDestination } from './destination.ts'
import { importWeights } from './import-weights.ts'
import { openFile, type IncomingFile } from './open-file.ts'
import { saveOnce } from './save-once.ts'

export interface ImportOrder {
  readonly file: IncomingFile
  readonly destination: WantedDestination
  readonly now: number
  readonly tell: Tell
}

/**
 * Reads an experiment, weights or an archive of runs and stores what is in it: all of it, or nothing.
 *
 * @throws InputError saying where the file is not what it should be
 */
export async function importFile(store: Store, { file, destination, now, tell }: ImportOrder): Promise<ImportReport> {
  const { path, name, directory } = file
  const opened = await openFile(file, tell)
  switch (opened.kind) {
    case 'archive':
      refuse(destination, say('an archive has the experiments of its runs'))
      return { kind: 'archive', ...importArchive(store, { file: path, directory, now, tell }) }
    case 'experiment':
      refuse(destination, say('the file is an experiment itself'))
      return { kind: 'experiment', ...saveOnce(store, opened.experiment, directory, now) }
    case 'weights': {
      const { weights, bytes } = opened
      const goal = await destinationOf(weights, file, destination)
      tell({ stage: 'storing', share: null })
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { kind: 'weights', ...importWeights(store, { name, sha256, weights }, goal, now) }
    }
  }
}

/** @throws InputError where an experiment is named for what has its own */
export function refuse(destination: WantedDestination, reason: Sentence): void {
  if (destination === null) return
  throw inputError([], say('needs no experiment: {reason}', { reason }), say('leave --experiment out'))
}
