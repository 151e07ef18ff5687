import { dirname, isAbsolute, resolve } from 'node:path'
import type { DatasetSpec } from '../../../src-engine/datasets/index.ts'
import type { DatasetUse } from '../../store/run-repository.ts'
import { filesOf, missingFiles, namesIn } from '../data-files.ts'

/**
 * The folder that file names of data are meant from: the one the experiment came from, or where the data is not there,
 * one from which a run of this lab has read the very same.
 *
 * @param fingerprint SHA-256 of the data; null where nobody knows it
 * @param uses the data of the runs there are
 */
export function folderOf(
  dataset: DatasetSpec,
  fingerprint: string | null,
  directory: string | null,
  uses: readonly DatasetUse[],
): string | null {
  if (fingerprint === null || missingFiles(dataset, directory).length === 0) return directory
  for (const use of uses) {
    if (use.fingerprint !== fingerprint) continue
    const folder = folderWith(dataset, use)
    if (folder !== null && missingFiles(dataset, folder).length === 0) return folder
  }
  return directory
}

/** The folder from which the names of a dataset lead to the files of another; null where there is none. */
export function folderWith(dataset: DatasetSpec, use: Pick<DatasetUse, 'dataset' | 'directory'>): string | null {
  const names = namesIn(dataset)
  const folders = filesOf(use.dataset, use.directory).map(({ key, path }) => {
    const name = names[key]
    if (name === undefined || isAbsolute(name)) return null
    const folder = name.split('/').reduce((inner) => dirname(inner), path)
    return resolve(folder, name) === path ? folder : null
  })
  const [first = null] = folders
  return folders.every((folder) => folder === first) ? first : null
}
