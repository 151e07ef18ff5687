import { basename, dirname, join } from 'node:path'
import { datasetTypeOf } from '../../src-engine/registry.ts'
import { inputError } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import type { RecognizedFile } from '../protocol.ts'
import { readingFailure } from '../files/locate.ts'
import { parseDataset } from './inspect-dataset.ts'
import { recognizeData } from './recognize-data.ts'

/**
 * The dataset that a file or folder makes, its files by their full paths.
 *
 * @throws InputError where it is none, or cannot be looked at
 */
export async function openData(path: string): Promise<RecognizedFile> {
  const data = await recognizeData(path, 'left out').catch((error: unknown) => {
    throw readingFailure(error, path, [])
  })
  if (data === null) {
    const found = say('{file} is no data the lab knows', { file: basename(path) })
    const remedy = say(
      'needs a table (CSV, TSV), arrays (NPZ, NPY), a ZIP or folder of PNG images, IDX images or a text (TXT)',
    )
    throw inputError([], found, remedy)
  }
  if (data.name === 'idx' && !('labels' in data)) return { kind: 'images', path }
  const dataset = parseDataset(data)
  const names = Object.entries(datasetTypeOf(dataset).files?.(dataset) ?? {})
  const paths = Object.fromEntries(names.map(([key, name]) => [key, join(dirname(path), name)]))
  return { kind: 'data', dataset: { ...dataset, ...paths } }
}
