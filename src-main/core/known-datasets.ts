import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { datasets, datasetSchema, type DatasetSpec } from '../../src-engine/datasets/index.ts'
import { storedSets } from '../../src-engine/datasets/stored.ts'
import type { ByLanguage, KnownDataset } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import { listExamples } from './examples.ts'
import { filesOf, namesIn } from './data-files.ts'
import { parseDataset } from './inspect-dataset.ts'

/** Data in one place: where it is from, and by whom it is used there. */
interface Use {
  readonly dataset: DatasetSpec
  readonly seed: number
  readonly directory: string | null
  readonly fingerprint?: string
  readonly runIds?: readonly string[]
  readonly experiment?: string
  readonly example?: ByLanguage
}

export interface OpenedDataset {
  readonly dataset: unknown
  readonly seed: number
  readonly directory: string | null
}

/**
 * Every dataset there is to look at: those that are drawn from nothing but their name or can be downloaded, then what runs (the newest
 * first), kept experiments, examples and the person themselves have brought. Uses of the same files, text or numbers are
 * one, whatever else is set.
 *
 * @throws InputError where something opened is no dataset
 */
export async function listDatasets(
  store: Store,
  resources: string,
  opened: readonly OpenedDataset[],
): Promise<KnownDataset[]> {
  const examples = await listExamples(resources)
  const uses: Use[] = [
    ...[...generatedDatasets(), ...storedDatasets()].map((dataset): Use => ({ dataset, seed: 1, directory: null })),
    ...opened.map((place): Use => ({ ...place, dataset: parseDataset(place.dataset) })),
    ...store.runs.datasets(),
    ...store.experiments.list().map(({ experiment: { dataset, seed }, directory, name }): Use => ({
      dataset,
      seed,
      directory,
      experiment: name,
    })),
    ...examples.map(({ experiment: { dataset, seed }, title }): Use => ({
      dataset,
      seed,
      directory: null,
      example: title,
    })),
  ]
  const groups = Map.groupBy(uses, (use) => identify(use))
  return Promise.all([...groups].map(([id, group]) => describe(store, id, group)))
}

/** Those that need nothing but their name. */
function generatedDatasets(): DatasetSpec[] {
  return datasets.flatMap(({ name }) => {
    const { success, data } = datasetSchema.safeParse({ name })
    return success && Object.keys(namesIn(data)).length === 0 ? [data] : []
  })
}

/** Those that the lab can download. */
function storedDatasets(): DatasetSpec[] {
  return storedSets.map((set) => datasetSchema.parse({ name: 'mnist', set }))
}

const isGenerated = ({ name }: DatasetSpec): boolean => generatedDatasets().some((known) => known.name === name)

/** The name, and for data that is brought a few digits of what tells it from other data of that name. */
function identify({ dataset, directory }: Use): string {
  if (isGenerated(dataset)) return dataset.name
  const hash = createHash('sha256').update(JSON.stringify(sourceOf(dataset, directory)))
  return `${dataset.name}-${hash.digest('hex').slice(0, 8)}`
}

/** What makes data what it is, besides settings anybody may change. */
function sourceOf(dataset: DatasetSpec, directory: string | null): unknown {
  const files = filesOf(dataset, directory)
  if (files.length > 0) return files
  if (dataset.name === 'text') return dataset.text
  return dataset.name === 'inline' ? [dataset.inputs, dataset.targets] : dataset
}

async function describe(store: Store, id: string, uses: readonly Use[]): Promise<KnownDataset> {
  const [first] = uses
  if (!first) throw new Error(`nothing uses ${id}`)
  const files = await Promise.all(
    filesOf(first.dataset, first.directory).map(async (file) => ({ ...file, bytes: await sizeOfFile(file.path) })),
  )
  const sha256 = uses.find(({ fingerprint }) => fingerprint !== undefined)?.fingerprint
  return {
    id,
    group: groupOf(first.dataset, files.length > 0),
    dataset: first.dataset,
    seed: first.seed,
    directory: first.directory,
    files,
    fingerprint: sha256 === undefined ? null : store.fingerprints.find(sha256),
    runIds: uses.flatMap(({ runIds }) => runIds ?? []),
    experiments: uses.flatMap(({ experiment }) => experiment ?? []),
    example: uses.find(({ example }) => example !== undefined)?.example ?? null,
  }
}

function groupOf(dataset: DatasetSpec, fromFiles: boolean): KnownDataset['group'] {
  if (isGenerated(dataset)) return 'generated'
  if (dataset.name === 'text') return 'text'
  if (dataset.name === 'mnist') return 'stored'
  return fromFiles ? 'files' : 'own'
}

/** Null where there is no such file or folder, or none that can be seen; a folder has no size. */
async function sizeOfFile(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) return 0
  return found?.isFile() ? found.size : null
}
