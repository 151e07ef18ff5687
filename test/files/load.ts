import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { datasetSchema } from '../../src-engine/datasets/index.ts'
import { loadDataset } from '../../src-main/files/datasets.ts'
import { temporaryFolder } from '../store/temporary-store.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

/** A folder of the test's own with these files. */
export function folderWith(files: Files): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** The data an experiment file with this dataset would be trained on, as the lab reads it. */
export function load(dataset: Readonly<Record<string, unknown>>, files: Files, seed = 1): Promise<Dataset> {
  return loadDataset(datasetSchema.parse(dataset), seed, folderWith(files))
}

/** What a person is told, in one line for each problem. */
export async function refusal(dataset: Readonly<Record<string, unknown>>, files: Files): Promise<string> {
  try {
    await load(dataset, files)
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') return error.message
    throw error
  }
  return 'taken'
}
