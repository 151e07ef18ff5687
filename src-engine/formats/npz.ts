import { unzipSync, zipSync, type Unzipped } from 'fflate'
import type { Tensor } from '../checkpoint.ts'
import { inputError, InputError, underPath } from '../problem.ts'
import { decodeNpy, encodeNpy } from './npy.ts'
import { say, type Sentence } from '../sentence.ts'

const extension = '.npy'

/** ZIP's first day, in local time as ZIP has it: the same weights give the same bytes at any time and place. */
const modified = '1980-01-01T00:00:00'

/** Deflate shrinks no further than this; a file that claims more is lying about its size. */
const maxCompression = 1032

/** What a compressed archive may become: more than any network the lab can train, less than a desktop's memory. */
const maxUnpacked = 2 ** 30

/** The same of arrays to train on. */
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
  return Object.entries(unzip(bytes, maxUnpacked, () => true)).map(([file, content]) => {
    const name = nameOf(file)
    return { name, ...underPath([name], () => decodeNpy(content)) }
  })
}

/**
 * The array files of an archive that somebody asks for by name; of anything else only the names.
 *
 * @throws InputError where the archive is damaged
 */
export function openNpz(
  bytes: Uint8Array,
  wanted: readonly string[],
): { readonly names: readonly string[]; readonly files: ReadonlyMap<string, Uint8Array> } {
  const names: string[] = []
  const unzipped = unzip(bytes, maxData, (name) => {
    names.push(nameOf(name))
    return wanted.includes(nameOf(name))
  })
  return { names, files: new Map(Object.entries(unzipped).map(([file, content]) => [nameOf(file), content])) }
}

function nameOf(file: string): string {
  return file.endsWith(extension) ? file.slice(0, -extension.length) : file
}

/**
 * Nothing is unzipped before the list of the archive's files is believed: each has a name and bytes of its own, and
 * together they become no more than can be.
 */
function unzip(bytes: Uint8Array, limit: number, isWanted: (name: string) => boolean): Unzipped {
  const names = new Set<string>()
  let packed = 0
  let unpacked = 0
  try {
    return unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        const takes = isWanted(name)
        packed += size
        if (takes) unpacked += originalSize
        if (names.has(name)) throw damaged(say('{name} is in it twice', { name }))
        if (packed > bytes.length) throw damaged(say('{name} shares bytes with others', { name }))
        if (originalSize > size * maxCompression || unpacked > Math.max(bytes.length, limit)) {
          const sizes = { name, claimed: originalSize, found: size }
          throw damaged(say('{name} claims to become {claimed} bytes out of {found}', sizes))
        }
        names.add(name)
        return takes
      },
    })
  } catch (error) {
    if (error instanceof InputError) throw error
    throw damaged(error instanceof Error ? error.message : String(error))
  }
}

function damaged(reason: Sentence | string): InputError {
  return inputError([], say('is not a whole NPZ archive: {reason}', { reason }), say('export or copy the file again'))
}
