import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import { storedPrefix } from '../../src-engine/datasets/stored.ts'
import { inputError, underPath } from '../../src-engine/problem.ts'
import { datasetTypeOf } from '../../src-engine/registry.ts'
import { say } from '../../src-engine/sentence.ts'
import { isFoundAnywhere, locate } from '../files/locate.ts'
import type { Experiment, MissingFile } from '../protocol.ts'

/** The files and folders data is read from, as it names them, by key. */
export function namesIn(dataset: DatasetSpec): Readonly<Record<string, string>> {
  return datasetTypeOf(dataset).files?.(dataset) ?? {}
}

/** Where they are; what is relative to no folder stays as it is. */
export function filesOf(
  dataset: DatasetSpec,
  directory: string | null,
): { readonly key: string; readonly path: string }[] {
  return Object.entries(namesIn(dataset)).map(([key, name]) => ({
    key,
    path: directory === null && !isFoundAnywhere(name) ? name : locate(name, directory, []),
  }))
}

/** Those that are not where the data names them, without what the lab downloads itself. */
export function missingFiles(dataset: DatasetSpec, directory: string | null): MissingFile[] {
  return Object.entries(namesIn(dataset)).flatMap(([key, name]) => {
    if (name.startsWith(storedPrefix)) return []
    const isThere = (directory !== null || isAbsolute(name)) && existsSync(locate(name, directory, []))
    return isThere ? [] : [{ key, name, folders: dataset.name === 'images' }]
  })
}

/**
 * The experiment with its data read from other files.
 *
 * @param paths full paths by key
 * @throws InputError where the data has no file of that key, or the path is not a full one
 */
export function pointTo(experiment: Experiment, paths: Readonly<Record<string, string>>): Experiment {
  const names = namesIn(experiment.dataset)
  for (const [key, path] of Object.entries(paths)) {
    underPath(['dataset', key], () => {
      if (!Object.hasOwn(names, key)) throw inputError([], say('is no file of this data'), say('leave it out'))
      if (!isAbsolute(path)) throw inputError([], say('is not a full path'), say('give the full path'))
    })
  }
  return { ...experiment, dataset: { ...experiment.dataset, ...paths } }
}
