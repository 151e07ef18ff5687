import { createHash } from 'node:crypto'
import { inputError } from '../../../src-engine/problem.ts'
import { say, type Sentence } from '../../../src-engine/sentence.ts'
import type { ImportReport } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'
import { importArchive } from '../archive/import-archive.ts'
import type { Tell } from '../carrying/progress.ts'
import { missingFiles, pointTo } from '../data-files.ts'
import { aimOf, destinationOf, type Wish } from './destination.ts'
import { importWeights } from './import-weights.ts'
import { openFile, type IncomingFile } from './open-file.ts'
import { saveOnce } from './save-once.ts'

export interface ImportOrder extends Wish {
  readonly file: IncomingFile
  readonly now: number
  readonly tell: Tell
}

/**
 * Reads an experiment, weights or an archive of runs and stores what is in it: all of it, or nothing.
 *
 * @throws InputError saying where the file is not what it should be
 */
export async function importFile(store: Store, { file, now, tell, ...wish }: ImportOrder): Promise<ImportReport> {
  const { path, name, directory } = file
  const opened = await openFile(file, tell)
  switch (opened.kind) {
    case 'archive':
      refuse(wish, say('an archive has the experiments of its runs'))
      return { kind: 'archive', ...importArchive(store, { file: path, directory, now, tell }) }
    case 'experiment': {
      refuse(wish, say('the file is an experiment itself'))
      const saved = saveOnce(store, pointTo(opened.experiment, wish.data), directory, now)
      const { experiment, directory: folder } = saved.experiment
      return { kind: 'experiment', ...saved, missing: missingFiles(experiment.dataset, folder) }
    }
    case 'weights': {
      const { weights, bytes } = opened
      const aim = await aimOf(store, weights, file, wish)
      const goal = await destinationOf(aim, wish)
      const missing = missingFiles(aim.experiment.dataset, aim.directory)
      tell({ stage: 'storing', share: null })
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { kind: 'weights', ...importWeights(store, { name, sha256, weights }, goal, now), missing }
    }
  }
}

/** @throws InputError where an experiment or a run is named for what has its own */
export function refuse({ destination }: Wish, reason: Sentence): void {
  if (destination === null) return
  throw inputError([], say('needs no experiment: {reason}', { reason }), say('leave --experiment and --run out'))
}
