import { compareTensors, fitWeights, requireSoundModel } from '../../../src-engine/formats/fit-weights.ts'
import type { ImportedWeights } from '../../../src-engine/formats/imported-weights.ts'
import { InputError } from '../../../src-engine/problem.ts'
import type { FileContent, FileInspection, WeightsContent } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'
import { describeArchive } from '../archive/import-archive.ts'
import { missingFiles, pointTo } from '../data-files.ts'
import { aimOf, destinationOf } from './destination.ts'
import type { ImportOrder } from './importer.ts'
import { modelFor } from './import-weights.ts'
import { openFile } from './open-file.ts'
import { findSame } from './save-once.ts'

/**
 * What a file holds, and of weights how they go into the stack they are meant for. Stores nothing.
 *
 * @throws InputError where it is damaged, or nothing the lab knows
 */
export async function inspectFile(store: Store, order: Omit<ImportOrder, 'now'>): Promise<FileInspection> {
  const { file, tell } = order
  const opened = await openFile(file, tell)
  const contentOf = async (): Promise<FileContent> => {
    switch (opened.kind) {
      case 'archive':
        return { kind: 'archive', ...describeArchive(store, { file: file.path, directory: file.directory, tell }) }
      case 'experiment': {
        const experiment = pointTo(opened.experiment, order.data)
        const missing = missingFiles(experiment.dataset, file.directory)
        return { kind: 'experiment', experiment, present: findSame(store, experiment) !== null, missing }
      }
      case 'weights':
        return inspectWeights(store, opened.weights, order)
    }
  }
  return { name: file.name, bytes: opened.size, content: await contentOf() }
}

async function inspectWeights(
  store: Store,
  weights: ImportedWeights,
  { file, ...wish }: Omit<ImportOrder, 'now' | 'tell'>,
): Promise<WeightsContent> {
  const { head, format, tensors } = weights
  const content = {
    kind: 'weights' as const,
    format,
    own: head && {
      name: head.experiment.name,
      run: head.provenance?.run ?? null,
      checkpoint: head.provenance?.checkpoint ?? null,
    },
    problems: [],
  }
  let compared: WeightsContent['tensors'] = tensors.map(({ name, shape }) => ({ name, found: shape, needed: null }))
  let missing: WeightsContent['missing'] = []
  if (!head && wish.destination === null) return { ...content, tensors: compared, missing }
  try {
    const aim = await aimOf(store, weights, file, wish)
    missing = missingFiles(aim.experiment.dataset, aim.directory)
    const goal = await destinationOf(aim, wish)
    const model = modelFor(goal, weights)
    requireSoundModel(goal.experiment, model)
    compared = compareTensors(goal.experiment, model, tensors)
    fitWeights(goal.experiment, model, tensors)
    return { ...content, tensors: compared, missing }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ...content, tensors: compared, missing, problems: error.problems }
  }
}
