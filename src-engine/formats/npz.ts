import { zipSync } from 'fflate'
import type { Tensor } from '../checkpoint.ts'
import { inputError, underPath } from '../problem.ts'
import { say } from '../sentence.ts'
import { decodeNpy, encodeNpy, readNpyHeader, type NpyHeader } from './npy.ts'
import type { ZipEntry } from './zip/list.ts'
import { openZip, type ZipReader } from './zip/reader.ts'
import { sourceOfBytes } from './zip/source.ts'

const extension = '.npy'

/** ZIP's first day, in local time as ZIP has it: the same weights give the same bytes at any time and place. */
const modified = '1980-01-01T00:00:00'

/** What a compressed archive may become: more than any network the lab can train, less than a desktop's memory. */
const maxUnpacked = 2 ** 30

/** The same of an array to train on. */
const maxData = 2 ** 31

/** Writes NumPy's archive of named arrays, uncompressed as `numpy.savez` does: `numpy.load(file)['layers.0.weight']`. */
export function encodeNpz(tensors: readonly Tensor[]): Uint8Array<ArrayBuffer> {
  const files = tensors.map((tensor) => [tensor.name + extension, encodeNpy(tensor)] as const)
  return zipSync(Object.fromEntries(files), { level: 0, mtime: modified })
}

/**
 * Reads NumPy's archive of named arrays, compressed or not.
 *
 * @throws InputError where the archive is damaged, or an array of it is (path: the array's name)
 */
export function decodeNpz(bytes: Uint8Array): Tensor[] {
  const zip = openZip(sourceOfBytes(bytes))
  const entries = [...zip.entries.values()]
  const most = Math.max(bytes.length, maxUnpacked)
  requireSmall(entries, most)
  return entries.map((entry) => {
    const name = arrayName(entry)
    const content = zip.read(entry, most)
    return { name, ...underPath([name], () => decodeNpy(content)) }
  })
}

function requireSmall(entries: readonly ZipEntry[], most: number): void {
  let total = 0
  for (const { name, size } of entries) {
    total += size
    if (total <= most) continue
    const found = say('{name} claims to become {claimed} bytes', { name, claimed: size })
    throw inputError([], found, say('all together may have {most}', { most }))
  }
}

/** The arrays of an archive, each read when it is asked for. */
export interface NpzArrays {
  readonly names: readonly string[]
  /** What an array's file says of itself; undefined where there is none of the name. @throws InputError where it is damaged */
  header(name: string): NpyHeader | undefined
  /** An array's file, whole; undefined where there is none of the name. @throws InputError where it is damaged */
  read(name: string): Uint8Array | undefined
}

/** @throws InputError where the archive is damaged */
export function openNpz(bytes: Uint8Array): NpzArrays {
  return arraysOf(openZip(sourceOfBytes(bytes)))
}

/** The arrays of an archive that is open already. */
export function arraysOf(zip: ZipReader): NpzArrays {
  const files = [...zip.entries.values()].filter(({ name }) => name.endsWith(extension))
  const entries = new Map(files.map((entry) => [arrayName(entry), entry]))
  return {
    names: [...entries.keys()],
    header(name) {
      const entry = entries.get(name)
      return entry && readNpyHeader(zip.begin(entry))
    },
    read(name) {
      const entry = entries.get(name)
      return entry && zip.read(entry, maxData)
    },
  }
}

function arrayName({ name }: ZipEntry): string {
  return name.endsWith(extension) ? name.slice(0, -extension.length) : name
}
