import { open, readFile } from 'node:fs/promises'
import {
  decodeWeights,
  kindOf,
  weightsOfJson,
  type FileKind,
  type ImportedWeights,
} from '../../../src-engine/formats/imported-weights.ts'
import { parseUniqueJson } from '../../../src-engine/formats/json.ts'
import { weightsFormat } from '../../../src-engine/formats/weights-head.ts'
import { inputError } from '../../../src-engine/problem.ts'
import { say } from '../../../src-engine/sentence.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { openZipFile } from '../../files/zip-file.ts'
import type { Experiment } from '../../protocol.ts'
import { manifestName } from '../archive/format.ts'
import type { Tell } from '../carrying/progress.ts'
import { requireReadable } from '../experiments.ts'
import { dataArrays, dataError, isData, isOnnx, onnxError } from './other-kinds.ts'

/** A file that is brought in. */
export interface IncomingFile {
  /** Where it is now. */
  readonly path: string
  /** What it is called, without folders. */
  readonly name: string
  /** The folder it belongs to, from which file names in it are meant; null where nobody knows. */
  readonly directory: string | null
}

/** What a file is by its content; of an archive nothing is read yet. */
export type OpenedFile = { readonly size: number } & (
  | { readonly kind: 'archive' }
  | { readonly kind: 'experiment'; readonly experiment: Experiment }
  | { readonly kind: 'weights'; readonly weights: ImportedWeights; readonly bytes: Uint8Array }
)

/** What a text becomes in memory is several times as long, and V8 holds none of more than 2²⁹ characters. */
const mostJsonBytes = 500_000_000
/** More than any network the lab can train. */
const mostWeightBytes = 2 ** 30

/** @throws InputError saying where the file is not what it should be */
export async function openFile({ path, name }: Pick<IncomingFile, 'path' | 'name'>, tell: Tell): Promise<OpenedFile> {
  tell({ stage: 'reading', share: null })
  const { start, size } = await beginningOf(path)
  const kind = kindOfFile(name, start)
  if (kind === 'zip' && isArchive(path, name)) return { kind: 'archive', size }
  const bytes = await readWhole(path, size, kind === 'json' ? mostJsonBytes : mostWeightBytes)
  tell({ stage: 'checking', share: null })
  if (kind !== 'json') {
    return { kind: 'weights', size, bytes, weights: decodeWeights(kind === 'zip' ? 'npz' : kind, bytes) }
  }
  const json = parseUniqueJson(bytes)
  if (isWeights(json)) return { kind: 'weights', size, bytes, weights: weightsOfJson(json) }
  return { kind: 'experiment', size, experiment: parseExperiment(json) }
}

/** @throws InputError where it is none that can be brought in; of data, where that is opened */
function kindOfFile(name: string, start: Uint8Array): FileKind {
  try {
    return kindOf(start)
  } catch (error) {
    throw isOnnx(name, start) ? onnxError() : (dataError(name, start) ?? error)
  }
}

function isArchive(file: string, called: string): boolean {
  const zip = openZipFile(file)
  const names = [...zip.entries.keys()]
  zip.close()
  if (names.includes(manifestName)) return true
  if (names.length > 0 && names.every((name) => name.endsWith('.npy'))) {
    const data = dataArrays(file, called)
    if (data) throw isData(data, called)
    return false
  }
  if (names.some((name) => /\.png$/i.test(name))) throw isData(say('is a ZIP of images'), called)
  const some = names.slice(0, 3).map((name) => JSON.stringify(name))
  const found = names.length === 0 ? say('nothing') : some.join(', ') + (names.length > 3 ? ', …' : '')
  throw inputError(
    [],
    say('is a ZIP archive that holds {found}', { found }),
    say('needs an archive of the lab, with {manifest}, or NumPy’s arrays (NPZ)', { manifest: manifestName }),
  )
}

/** Whether the document says of itself that it is weights. */
function isWeights(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format' in json && json.format === weightsFormat
}

async function beginningOf(file: string): Promise<{ readonly start: Uint8Array; readonly size: number }> {
  const handle = await requireReadable(file, () => open(file))
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw inputError([], say('is a folder or no file at all'), say('name a file'))
    const buffer = Buffer.alloc(16)
    const { bytesRead } = await handle.read(buffer, 0, 16, 0)
    return { start: buffer.subarray(0, bytesRead), size: stat.size }
  } finally {
    await handle.close()
  }
}

async function readWhole(file: string, size: number, most: number): Promise<Buffer> {
  if (size > most) {
    throw inputError([], say('has {count} bytes', { count: size }), say('must have {most} at most', { most }))
  }
  return requireReadable(file, () => readFile(file))
}
