import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { fileError } from '../../../src-engine/formats/file-error.ts'
import {
  decodeWeights,
  kindOf,
  weightsOfJson,
  type ImportedWeights,
} from '../../../src-engine/formats/imported-weights.ts'
import { parseUniqueJson } from '../../../src-engine/formats/json.ts'
import { weightsFormat } from '../../../src-engine/formats/weights-head.ts'
import { formatPath, InputError } from '../../../src-engine/problem.ts'
import { say } from '../../../src-engine/sentence.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { openZip } from '../../files/zip-reader.ts'
import type { ImportReport } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'
import { manifestName } from '../archive/format.ts'
import { importArchive } from '../archive/import-archive.ts'
import type { EventLog } from '../event-log.ts'
import { openExperiment, requireReadable } from '../experiments.ts'
import { preflight } from '../preflight.ts'
import { importWeights, type Destination } from './import-weights.ts'
import { saveOnce } from './save-once.ts'

/** Brings experiments, weights and whole runs into the lab. */
export interface Importer {
  /**
   * Reads a file of this machine and stores what is in it: all of it, or nothing.
   *
   * @param experimentPath the experiment that weights belong to; needed where they do not say it themselves
   * @throws InputError saying where the file is not what it should be
   */
  read(path: string, experimentPath: string | null): Promise<ImportReport>
}

/** What a text becomes in memory is several times as long, and V8 holds none of more than 2²⁹ characters. */
const mostJsonBytes = 500_000_000
/** More than any network the lab can train. */
const mostWeightBytes = 2 ** 30

export function createImporter({
  store,
  events,
  now,
}: {
  readonly store: Store
  readonly events: EventLog
  readonly now: () => number
}): Importer {
  return {
    async read(path, experimentPath) {
      const file = resolve(path)
      const { start, size } = await beginningOf(file)
      const kind = kindOf(start)
      if (kind === 'zip' && isArchive(file)) {
        refuseExperiment(experimentPath, 'an archive has the experiments of its runs')
        const { runs, experiments } = importArchive(store, file, dirname(file), now())
        for (const { run } of runs) events.publish({ type: 'run', run })
        return { kind: 'archive', runs, experiments }
      }
      const bytes = await readWhole(file, size, kind === 'json' ? mostJsonBytes : mostWeightBytes)
      if (kind !== 'json') {
        return importFrom(file, bytes, decodeWeights(kind === 'zip' ? 'npz' : kind, bytes), experimentPath)
      }
      const json = parseUniqueJson(bytes)
      if (isWeights(json)) return importFrom(file, bytes, weightsOfJson(json), experimentPath)
      refuseExperiment(experimentPath, 'the file is an experiment itself')
      return { kind: 'experiment', ...saveOnce(store, parseExperiment(json), dirname(file), now()) }
    },
  }

  async function importFrom(
    file: string,
    bytes: Uint8Array,
    weights: ImportedWeights,
    experimentPath: string | null,
  ): Promise<ImportReport> {
    const destination = await destinationOf(weights, file, experimentPath)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { run, imported } = importWeights(store, { name: basename(file), sha256, weights }, destination, now())
    events.publish({ type: 'run', run })
    return { kind: 'weights', run, imported }
  }
}

/**
 * The experiment a person named, or else the file's own. What the network is fed is what the file says, or else what
 * the experiment's data says.
 */
async function destinationOf(
  { head, format }: ImportedWeights,
  file: string,
  experimentPath: string | null,
): Promise<Destination> {
  if (experimentPath === null) {
    if (head) return { experiment: head.experiment, model: head.model, directory: dirname(file) }
    const found = format === 'npz' ? 'NPZ holds numbers alone' : 'the lab did not write this file'
    throw fileError([], `does not say which network its weights belong to: ${found}`, 'name the experiment: --experiment FILE') // prettier-ignore
  }
  return inExperiment(experimentPath, async () => {
    const { experiment, directory } = await openExperiment(experimentPath)
    const model = head?.model ?? (await preflight(experiment, directory)).model
    return { experiment, model, directory }
  })
}

/** What is wrong with the experiment is said of it, not of the weights. */
async function inExperiment<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.problems.map(({ path, message, remedy }) => {
        const where = path.length === 0 ? '' : `${formatPath(path)} `
        return { path: [], message: say('does not go with {file}: {where}{message}', { file, where, message }), remedy }
      }),
    )
  }
}

function refuseExperiment(experimentPath: string | null, reason: string): void {
  if (experimentPath === null) return
  throw fileError([], `needs no experiment: ${reason}`, 'leave --experiment out')
}

function isArchive(file: string): boolean {
  const zip = openZip(file)
  const names = [...zip.entries.keys()]
  zip.close()
  if (names.includes(manifestName)) return true
  if (names.length > 0 && names.every((name) => name.endsWith('.npy'))) return false
  const some = names.slice(0, 3).map((name) => JSON.stringify(name))
  const found = names.length === 0 ? 'nothing' : some.join(', ') + (names.length > 3 ? ', …' : '')
  const remedy = `needs an archive of the lab, with ${manifestName}, or NumPy’s arrays (NPZ)`
  throw fileError([], `is a ZIP archive that holds ${found}`, remedy)
}

/** Whether the document says of itself that it is weights. */
function isWeights(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format' in json && json.format === weightsFormat
}

async function beginningOf(file: string): Promise<{ readonly start: Uint8Array; readonly size: number }> {
  const handle = await requireReadable(file, () => open(file))
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw fileError([], 'is a folder or no file at all', 'name a file')
    const buffer = Buffer.alloc(16)
    const { bytesRead } = await handle.read(buffer, 0, 16, 0)
    return { start: buffer.subarray(0, bytesRead), size: stat.size }
  } finally {
    await handle.close()
  }
}

async function readWhole(file: string, size: number, most: number): Promise<Buffer> {
  if (size > most) throw fileError([], `has ${size} bytes`, `must have ${most} at most`)
  return requireReadable(file, () => readFile(file))
}
